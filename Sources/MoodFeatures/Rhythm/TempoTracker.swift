import Glibc
import MoodCore
import MoodRealtime

/// The period of the pulse, if there is one: followed in small steps, given up for another only after that has been
/// clearly better for a second, so that it neither doubles nor halves from one moment to the next.
///
/// Each of 96 periods, evenly spaced in their logarithm, is scored by a comb over the autocorrelation of the last
/// seconds at one to four times itself (Davies and Plumbley, Context-dependent beat tracking of musical audio, IEEE
/// TASLP 15, 2007), weighted by a log-Gaussian around 120 BPM (Ellis, Beat tracking by dynamic programming, JNMR 36, 2007).
/// A row scores an eighth of the periods; every eighth row decides.
struct TempoTracker: ~Copyable, @unchecked Sendable {
  /// The shortest and the longest period in rows: 207 and 55 BPM.
  static let shortestPeriod: Float = 12.5
  static let longestPeriod: Float = 47

  /// Rows in a minute.
  private static var rowsPerMinute: Float {
    @_noAllocation @_noLocks
    get { 60 * Float(AnalysisGrid.sampleRateHz) / Float(AnalysisGrid.hopSamples) }
  }
  private static var periodCount: Int {
    @_noAllocation @_noLocks
    get { 96 }
  }
  /// Multiples of a period in its comb.
  private static var teeth: Int {
    @_noAllocation @_noLocks
    get { 4 }
  }
  /// Rows from one decision to the next: 0.19 s.
  private static var decisionRows: Int {
    @_noAllocation @_noLocks
    get { 8 }
  }
  /// Rows heard before a tempo can be trusted: 2 s.
  private static var warmUpRows: Int {
    @_noAllocation @_noLocks
    get { 86 }
  }
  /// Neighbours on the scale of periods that count as the same tempo, 4 % to either side.
  private static var reach: Int {
    @_noAllocation @_noLocks
    get { 3 }
  }
  /// What a period must score to be trusted, and to stay so: 1 is a contrast that repeats itself exactly.
  private static var trust: Float {
    @_noAllocation @_noLocks
    get { 0.05 }
  }
  private static var distrust: Float {
    @_noAllocation @_noLocks
    get { 0.02 }
  }
  /// How many times better another tempo must score.
  private static var advantage: Float {
    @_noAllocation @_noLocks
    get { 1.3 }
  }
  /// Decisions in a row that the best tempo must be the same one: to be the first, and to take another's place.
  private static var decisionsToTrust: Int {
    @_noAllocation @_noLocks
    get { 4 }
  }
  private static var decisionsToChange: Int {
    @_noAllocation @_noLocks
    get { 6 }
  }
  /// Added to the variance of the contrast, dB², by which a score is divided: the ripple of steady noise and of tones, a
  /// quarter of this at most, then scores next to nothing however regular it is.
  private static var noiseVariance: Float {
    @_noAllocation @_noLocks
    get { 0.08 }
  }
  /// Rows in which the past fades to 1/e: 4 s.
  private static var memoryRows: Float {
    @_noAllocation @_noLocks
    get { 172 }
  }

  /// The period in rows, finer than a row; 0 while none is trusted.
  private(set) var period: Float = 0

  private var correlation = FadingAutocorrelation(lags: 192, rows: TempoTracker.memoryRows)
  /// The last two contrasts, of which a smoothed one is made.
  private var before = SIMD2<Float>.zero
  /// Rows heard, as far as they are of interest, and rows since the last decision.
  private var rowsHeard = 0
  private var phase = 0
  private let periods: SampleBuffer
  /// Weight of each period before anything was heard.
  private let prior: SampleBuffer
  /// For each tooth of each period the lag below it, and the weights of that lag and of the next.
  private let lags: UnsafeMutablePointer<Int32>
  private let weights: SampleBuffer
  private var scores: SampleBuffer
  private var current: Int?
  private var candidate = 0
  private var candidateDecisions = 0

  /// Computes the combs.
  init() {
    let count = Self.periodCount
    let ratio = log(Self.longestPeriod / Self.shortestPeriod) / Float(count - 1)
    let periods = (0..<count).map { Self.shortestPeriod * exp(ratio * Float($0)) }
    self.periods = SampleBuffer(periods)
    prior = SampleBuffer(
      periods.map {
        let octaves = log2(Self.rowsPerMinute / $0 / 120)
        return exp(-0.5 * (octaves / 0.8) * (octaves / 0.8))
      })
    lags = .allocate(capacity: count * Self.teeth)
    var weights: [Float] = []
    for (index, period) in periods.enumerated() {
      // Teeth beyond the longest lag are left out, and the others weigh as much as all.
      let present = (1...Self.teeth).filter { Float($0) * period < 190 }
      let sum = present.reduce(Float(0)) { $0 + pow(0.5, Float($1 - 1)) }
      for tooth in 1...Self.teeth {
        let place = present.contains(tooth) ? Float(tooth) * period : 0
        let weight = present.contains(tooth) ? pow(0.5, Float(tooth - 1)) / sum : 0
        (lags + (index * Self.teeth + tooth - 1)).initialize(to: Int32(place))
        weights += [weight * (1 - (place - place.rounded(.down))), weight * (place - place.rounded(.down))]
      }
    }
    self.weights = SampleBuffer(weights)
    scores = SampleBuffer(count: count)
  }

  deinit { lags.deallocate() }

  /// Takes the contrast of the next row in.
  @_noAllocation @_noLocks
  mutating func advance(_ contrast: Float) {
    // A period between two rows would otherwise fall between two lags.
    correlation.advance(0.25 * before.x + 0.5 * before.y + 0.25 * contrast)
    before = SIMD2(before.y, contrast)
    rowsHeard = min(rowsHeard + 1, Self.warmUpRows)
    let share = Self.periodCount / Self.decisionRows
    for index in phase * share..<(phase + 1) * share { score(index) }
    phase += 1
    guard phase == Self.decisionRows else { return }
    phase = 0
    decide()
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  mutating func reset() {
    period = 0
    correlation.reset()
    before = .zero
    rowsHeard = 0
    phase = 0
    scores.fill(0)
    current = nil
    candidate = 0
    candidateDecisions = 0
  }

  /// Beats a minute at a period in rows.
  @_noAllocation @_noLocks
  static func tempoBPM(period: Float) -> Float { rowsPerMinute / period }

  @_noAllocation @_noLocks
  private mutating func score(_ index: Int) {
    let sums = correlation.sums.base
    var comb: Float = 0
    for tooth in index * Self.teeth..<(index + 1) * Self.teeth {
      let lag = Int(lags[tooth])
      comb += weights.base[2 * tooth] * sums[lag] + weights.base[2 * tooth + 1] * sums[lag + 1]
    }
    scores.base[index] = comb / (sums[0] + Self.noiseVariance * Self.memoryRows)
  }

  @_noAllocation @_noLocks
  private mutating func decide() {
    let best = best(from: 0, through: Self.periodCount - 1)
    let isTrusted = weighted(best) > Self.trust
    if let followed = current {
      let place = self.best(
        from: max(0, followed - Self.reach), through: min(Self.periodCount - 1, followed + Self.reach))
      current = place
      let isBetter =
        isTrusted && !isNear(best, place) && weighted(best) > Self.advantage * weighted(place)
      if hasLasted(best, if: isBetter, decisions: Self.decisionsToChange) {
        current = best
      } else if scores[place] < Self.distrust {
        current = nil
      }
    } else if hasLasted(
      best, if: isTrusted && rowsHeard == Self.warmUpRows, decisions: Self.decisionsToTrust)
    {
      current = best
    }
    if let current { period = refined(current) } else { period = 0 }
  }

  /// Counts the decisions in a row that found the same period; true, and anew, after so many.
  @_noAllocation @_noLocks
  private mutating func hasLasted(_ best: Int, if isGood: Bool, decisions: Int) -> Bool {
    if !isGood {
      candidateDecisions = 0
      return false
    }
    candidateDecisions = isNear(best, candidate) ? candidateDecisions + 1 : 1
    candidate = best
    guard candidateDecisions >= decisions else { return false }
    candidateDecisions = 0
    return true
  }

  @_noAllocation @_noLocks
  private borrowing func best(from first: Int, through last: Int) -> Int {
    var best = first
    for index in first...last where weighted(index) > weighted(best) { best = index }
    return best
  }

  /// The score of a period with its prior; one below 0 is not made better by being unlikely.
  @_noAllocation @_noLocks
  private borrowing func weighted(_ index: Int) -> Float {
    let score = scores.base[index]
    return score > 0 ? score * prior.base[index] : score
  }

  @_noAllocation @_noLocks
  private borrowing func isNear(_ a: Int, _ b: Int) -> Bool { abs(a - b) <= Self.reach }

  /// The period between its neighbours at which a parabola through their scores is highest.
  @_noAllocation @_noLocks
  private borrowing func refined(_ index: Int) -> Float {
    guard index > 0, index < Self.periodCount - 1 else { return periods[index] }
    let offset = ParabolicPeak.offset(scores[index - 1], scores[index], scores[index + 1])
    let neighbour = offset < 0 ? periods[index - 1] : periods[index + 1]
    return periods[index] + abs(offset) * (neighbour - periods[index])
  }
}
