import Glibc
import MoodDSP
import MoodRealtime

/// The autocorrelation of the last values of a stream, plain and under a Hann window, in O(lags) a value and without
/// drift.
///
/// With w the periodic Hann window over the last N values x and n′ = n + l,
///
///     plain(l) = Σ x(n)·x(n′)        hann(l) = Σ w(n)·w(n′)·x(n)·x(n′).
///
/// A pair enters when its later value does and leaves when its earlier one does, which is all that the plain sums take.
/// The Hann window moves past the pairs; but w(n)·w(n′) is made of a constant and of the sines and cosines of θn′ and
/// 2θn′, θ = 2π/N, whose coefficients depend on the lag only. So five sums a lag over the pairs, against a clock of
/// period N that does not move with the window, hold the sums under all positions of the window; turning them by the
/// clock's time gives that of now.
///
/// Nothing drifts. Values are rounded to multiples of 2⁻¹³ and bounded by 2⁹, so that up to 344 products add up exactly
/// in 53 bits, and are taken off exactly. The sums with sines are not exact. They are kept apart for pairs of values
/// since the last turn of the clock and for older pairs, of which none is left when the clock has turned again: what
/// rounding left of these is dropped then, and the younger ones take their place.
struct SlidingAutocorrelation: ~Copyable, Sendable {
  /// Values are rounded to multiples of this.
  static var grain: Double {
    @_noAllocation @_noLocks
    get { 0x1p-13 }
  }
  /// Larger values count as this.
  static var largestValue: Float {
    @_noAllocation @_noLocks
    get { 511 }
  }

  private typealias Four = SIMD4<Double>

  /// Values in a window, N.
  let window: Int
  /// Lags, from 0 on.
  let lags: Int
  /// Values so far, at most a window of them; zeros stand before them.
  private(set) var count = 0
  /// Σ x(n), exact for the rounded values.
  private(set) var sum = 0.0

  /// Every value of the last N + 1 twice, a ring and its continuation, so that they always stand in one row.
  private var ring: DoubleBuffer
  private var position = 0
  private var plainSums: DoubleBuffer
  private let hannSums: SampleBuffer
  /// Σ x·x·{cos θn′, sin θn′, cos 2θn′, sin 2θn′}, four for every four lags: of pairs since the last turn, …
  private var recent: DoubleBuffer
  /// … and of those whose earlier value is older.
  private var leaving: DoubleBuffer
  /// Values since the last turn.
  private var age = 0
  /// cos θm, sin θm, cos 2θm, sin 2θm, of each N + lags.
  private let clock: DoubleBuffer
  /// Where on the clock the newest value stands.
  private var time = 0
  /// What the five sums count for, a run of five times four for every four lags.
  private let shares: DoubleBuffer

  /// Allocates a window of N = `window` values and the lags 0..<`lags`, a multiple of four and no more than N.
  init(window: Int, lags: Int) {
    precondition(
      lags.isMultiple(of: 4) && lags > 0 && lags <= window && window <= 344,
      "\(lags) lags in a window of \(window), expected a multiple of 4 and a window of at most 344")
    self.window = window
    self.lags = lags
    ring = DoubleBuffer(count: 2 * (window + 1))
    plainSums = DoubleBuffer(count: lags)
    hannSums = SampleBuffer(count: lags)
    recent = DoubleBuffer(count: 4 * lags)
    leaving = DoubleBuffer(count: 4 * lags)
    clock = DoubleBuffer(count: 4 * (window + lags))
    shares = DoubleBuffer(count: 5 * lags)
    let angle = 2 * Double.pi / Double(window)
    for tick in 0..<window + lags {
      for harmonic in 1...2 {
        let run = clock.base + 2 * (harmonic - 1) * (window + lags) + tick
        run[0] = cos(angle * Double(harmonic * tick))
        run[window + lags] = sin(angle * Double(harmonic * tick))
      }
    }
    for lag in 0..<lags {
      let (cosine, sine) = (cos(angle * Double(lag)), sin(angle * Double(lag)))
      let parts = [1 + cosine / 2, -(1 + cosine), -sine, cosine / 2, sine / 2]
      for (part, share) in parts.enumerated() {
        shares.base[5 * (lag & ~3) + 4 * part + (lag & 3)] = share / 4
      }
    }
  }

  /// Σ x(n)·x(n + l) for each lag l. Exact for the rounded values.
  var plain: UnsafePointer<Double> {
    @_noAllocation @_noLocks
    get { UnsafePointer(plainSums.base) }
  }

  /// Σ w(n)·w(n + l)·x(n)·x(n + l) for each lag l.
  var hann: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get { UnsafePointer(hannSums.base) }
  }

  /// The last N values as they were rounded, oldest first.
  var values: UnsafePointer<Double> {
    @_noAllocation @_noLocks
    get { UnsafePointer(ring.base + position + 1) }
  }

  /// Takes the next value in and the oldest out. What is negative or no number counts as 0. O(lags).
  @_noAllocation @_noLocks
  mutating func append(_ value: Float) {
    let bounded = value > 0 ? min(value, Self.largestValue) : 0
    let rounded = Double(Int32(Double(bounded) / Self.grain + 0.5)) * Self.grain
    // Where the value goes stands the one before the window; behind it, the one that leaves.
    sum += rounded - ring.base[position + 1]
    ring.base[position] = rounded
    ring.base[position + window + 1] = rounded
    position = position == window ? 0 : position + 1
    count = min(count + 1, window)
    time = time + 1 == window ? 0 : time + 1
    age += 1
    if age < lags { update(splitsPairs: true) } else { update(splitsPairs: false) }
    if age == window {
      swap(&recent, &leaving)
      recent.clear()
      age = 0
    }
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  mutating func reset() {
    ring.clear()
    plainSums.clear()
    recent.clear()
    leaving.clear()
    for lag in 0..<lags { hannSums.base[lag] = 0 }
    (count, sum, position, age, time) = (0, 0, 0, 0, 0)
  }

  /// Moves all sums on by the value that came last.
  ///
  /// - Parameter splitsPairs: whether some of the entering pairs reach back before the last turn of the clock.
  @inline(__always) @_noAllocation @_noLocks
  private borrowing func update(splitsPairs: Bool) {
    let oldest = ring.base + position
    let newest = oldest + window
    let (entered, left) = (newest[0], oldest[0])
    let run = window + lags
    let ticks = clock.base + time
    let (cos1, sin1, cos2, sin2) = (ticks[0], ticks[run], ticks[2 * run], ticks[3 * run])
    // The window begins at the clock's next tick.
    let (turnCos1, turnSin1) = (ticks[1], ticks[run + 1])
    let (turnCos2, turnSin2) = (ticks[2 * run + 1], ticks[3 * run + 1])
    for lag in stride(from: 0, to: lags, by: 4) {
      let earlier = Self.reversed(Self.load(newest - lag - 3))
      let entering = earlier * entered
      let going = Self.load(oldest + lag) * left
      let plain = Self.load(plainSums.base + lag) + (entering - going)
      Self.store(plain, plainSums.base + lag)
      let (young, old) = (recent.base + 4 * lag, leaving.base + 4 * lag)
      var fresh = entering
      var stale = Four.zero
      if splitsPairs {
        let lanes = SIMD4<Int64>(0, 1, 2, 3) &+ Int64(lag)
        let isStale = lanes .>= Int64(age)
        fresh.replace(with: 0, where: isStale)
        stale = entering - fresh
      }
      let freshC1 = Self.load(young) + fresh * cos1
      let freshS1 = Self.load(young + 4) + fresh * sin1
      let freshC2 = Self.load(young + 8) + fresh * cos2
      let freshS2 = Self.load(young + 12) + fresh * sin2
      Self.store(freshC1, young)
      Self.store(freshS1, young + 4)
      Self.store(freshC2, young + 8)
      Self.store(freshS2, young + 12)
      var staleC1 = Self.load(old) - going * Self.load(ticks + lag)
      var staleS1 = Self.load(old + 4) - going * Self.load(ticks + run + lag)
      var staleC2 = Self.load(old + 8) - going * Self.load(ticks + 2 * run + lag)
      var staleS2 = Self.load(old + 12) - going * Self.load(ticks + 3 * run + lag)
      if splitsPairs {
        staleC1 += stale * cos1
        staleS1 += stale * sin1
        staleC2 += stale * cos2
        staleS2 += stale * sin2
      }
      Self.store(staleC1, old)
      Self.store(staleS1, old + 4)
      Self.store(staleC2, old + 8)
      Self.store(staleS2, old + 12)
      let (c1, s1, c2, s2) = (freshC1 + staleC1, freshS1 + staleS1, freshC2 + staleC2, freshS2 + staleS2)
      let share = shares.base + 5 * lag
      var sum = plain * Self.load(share)
      sum += (c1 * turnCos1 + s1 * turnSin1) * Self.load(share + 4)
      sum += (s1 * turnCos1 - c1 * turnSin1) * Self.load(share + 8)
      sum += (c2 * turnCos2 + s2 * turnSin2) * Self.load(share + 12)
      sum += (s2 * turnCos2 - c2 * turnSin2) * Self.load(share + 16)
      for lane in 0..<4 { hannSums.base[lag + lane] = Float(sum[lane]) }
    }
  }

  @inline(__always) @_noAllocation @_noLocks
  private static func load(_ from: UnsafePointer<Double>) -> Four {
    UnsafeRawPointer(from).loadUnaligned(as: Four.self)
  }

  @inline(__always) @_noAllocation @_noLocks
  private static func store(_ value: Four, _ to: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(to).storeBytes(of: value, as: Four.self)
  }

  @inline(__always) @_noAllocation @_noLocks
  private static func reversed(_ value: Four) -> Four { Four(value[3], value[2], value[1], value[0]) }
}
