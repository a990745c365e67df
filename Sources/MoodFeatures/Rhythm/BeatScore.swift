import Glibc
import MoodDSP
import MoodRealtime
import MoodVector

/// How much speaks for a beat in each row: its own onset, and the score of the row that lies about a period before it.
///
/// score(n) = (1 − m)·onset(n) + m·max over v of w(v)·score(n − v), v from half a period to two, with the log-Gaussian
/// w(v) = exp(−½·(η·ln(v/period))²): the recursion of Ellis's dynamic programming (JNMR 36, 2007) with a memory m, as
/// Stark, Davies and Plumbley run it on live sound (DAFx 2009).
struct BeatScore: ~Copyable, Sendable {
  private static var memory: Float {
    @_noAllocation @_noLocks
    get { 0.85 }
  }
  /// η: how much a transition must resemble the period.
  private static var tightness: Float {
    @_noAllocation @_noLocks
    get { 5 }
  }
  /// Standard deviation of the next beat around where the period puts it, in periods.
  private static var looseness: Float {
    @_noAllocation @_noLocks
    get { 0.6 }
  }
  /// The period, in rows, at which the score grows before a tempo is known: 118 BPM.
  private static var restingPeriod: Float {
    @_noAllocation @_noLocks
    get { 22 }
  }
  /// Scores below this are none: they would end as denormals, which are slow.
  private static var leastScore: Float {
    @_noAllocation @_noLocks
    get { 1e-20 }
  }
  /// Rows of the past that a transition can reach, and rows that are looked ahead; multiples of eight with room for the
  /// eights in which transitions are read.
  private static var pastRows: Int {
    @_noAllocation @_noLocks
    get { 104 }
  }
  private static var futureRows: Int {
    @_noAllocation @_noLocks
    get { 64 }
  }

  /// The scores in the order of time; those before `next` are known, those from it on are room to look ahead.
  private var scores = SampleBuffer(count: 512)
  private var next = BeatScore.pastRows
  /// ln v for v from 1 on.
  private let logarithms = SampleBuffer((0..<BeatScore.pastRows).map { log(Float($0 + 1)) })
  /// w(v) in the order of time, from v = `longest` on down, zeros behind.
  private var transitions = SampleBuffer(count: BeatScore.pastRows)
  private var longest = 0
  private var count = 0
  private var weights = SampleBuffer(count: BeatScore.futureRows)
  /// The period for which the transitions hold.
  private var period: Float = 0

  init() { retune(to: Self.restingPeriod) }

  /// Takes the onset of the next row in; `period` 0 where none is known, which leaves the last one.
  @_noAllocation @_noLocks
  mutating func advance(_ onset: Float, period: Float) {
    if period > 0, period != self.period { retune(to: period) }
    if next + Self.futureRows > scores.count {
      scores.slide(by: next - Self.pastRows)
      next = Self.pastRows
    }
    let score = (1 - Self.memory) * onset + momentum(at: next)
    scores.base[next] = score < Self.leastScore ? 0 : score
    next += 1
  }

  /// Rows from the last one to the next beat, which is expected in `expected` rows.
  @_noAllocation @_noLocks
  mutating func rowsToBeat(around expected: Float, period: Float) -> Float {
    let rows = lookAhead(period)
    for index in 0..<rows {
      let distance = (Float(index + 1) - expected) / (period * Self.looseness)
      weights.base[index] = -0.5 * distance * distance
    }
    VectorMath.exponential(weights.base, into: weights.base, count: rows)
    return highest(rows)
  }

  /// Rows from the last one to the next beat where nothing says when to expect it.
  @_noAllocation @_noLocks
  mutating func rowsToFirstBeat(period: Float) -> Float {
    let rows = lookAhead(period)
    for index in 0..<rows { weights.base[index] = 1 }
    return highest(rows)
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  mutating func reset() {
    scores.fill(0)
    next = Self.pastRows
    retune(to: Self.restingPeriod)
  }

  /// Computes the transitions of a period.
  @_noAllocation @_noLocks
  private mutating func retune(to period: Float) {
    self.period = period
    let shortest = Int(period / 2 + 0.5)
    longest = Int(2 * period + 0.5)
    count = longest - shortest + 1
    weights[0] = period
    VectorMath.naturalLog(weights.base, into: weights.base, count: 1)
    let logarithm = weights[0]
    for index in 0..<count {
      let distance = Self.tightness * (logarithms.base[longest - index - 1] - logarithm)
      transitions.base[index] = -0.5 * distance * distance
    }
    VectorMath.exponential(transitions.base, into: transitions.base, count: count)
    for index in count..<transitions.count { transitions.base[index] = 0 }
  }

  /// What the past speaks for a beat at a place of `scores`.
  @_noAllocation @_noLocks
  private borrowing func momentum(at place: Int) -> Float {
    let past = UnsafeRawPointer(scores.base + (place - longest))
    let weights = UnsafeRawPointer(transitions.base)
    var best = SIMD8<Float>.zero
    for byte in stride(
      from: 0, to: count * MemoryLayout<Float>.stride, by: MemoryLayout<SIMD8<Float>>.stride)
    {
      let score =
        past.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
        * weights.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
      best = best.replacing(with: score, where: score .> best)
    }
    return Self.memory * best.horizontalMaximum
  }

  /// Writes the scores of one period of silence and a row more behind the known ones; the rows of a period, rounded up.
  @_noAllocation @_noLocks
  private mutating func lookAhead(_ period: Float) -> Int {
    let rows = Int(period) + 1
    for index in next...next + rows { scores.base[index] = momentum(at: index) }
    return rows
  }

  /// The place of the highest weighted score ahead, in rows from the last known one on, finer than a row.
  @_noAllocation @_noLocks
  private borrowing func highest(_ rows: Int) -> Float {
    var best = 0
    for index in 1..<rows
    where weights.base[index] * scores.base[next + index] > weights.base[best] * scores.base[next + best] {
      best = index
    }
    let peak = scores.base + (next + best)
    let offset = best > 0 ? ParabolicPeak.offset(peak[-1], peak[0], peak[1]) : 0
    return Float(best + 1) + offset
  }
}
