import MoodRealtime
import MoodVector

/// Means, deviations and slopes of what the network reads, running for each of several interleaved phases, and plain ones
/// over all phases together. One per stream; only `init` allocates.
///
/// At step n of a phase, a = 1/min(n, memory): m ← m + a(u − m) and v ← (1 − a)(v + a(u − m)²), with the old m. That v
/// is the difference of the running means of u² and of m², without its cancellation (after Finch 2009, Incremental
/// calculation of weighted mean and variance). A statistic is m, or √(v + 10⁻⁴), or the slope c / √(v_t + 10⁻²), where v_t
/// is the variance of the step's number t, and c ← (1 − a)(c + a(t − m_t)(u − m)) its covariance with u.
package struct RunningStatistics: ~Copyable, @unchecked Sendable {
  /// Added to a variance before its root.
  private static var floor: Float { @_noAllocation @_noLocks get { 1e-4 } }
  /// The same of the steps' numbers.
  private static var leastTimeVariance: Float { @_noAllocation @_noLocks get { 1e-2 } }

  /// Values of one step.
  private let width: Int
  /// How many of them have a slope, the first ones.
  private let slopes: Int
  private let phases: Int
  private let memorySteps: Int
  private let counts: UnsafeMutablePointer<Int>
  /// Phase after phase: means, variances, covariances with time; then how far the time is past its mean, and its
  /// variance.
  private let moments: SampleBuffer
  /// Sums over all phases, then those of squares, then those of products with the number of the step.
  private let sums: UnsafeMutablePointer<Double>
  /// Steps in `sums`.
  package private(set) var total = 0

  package init(width: Int, slopes: Int = 0, memorySteps: Int, phases: Int) {
    self.width = width
    self.slopes = slopes
    self.phases = phases
    self.memorySteps = memorySteps
    counts = .allocate(capacity: phases)
    counts.initialize(repeating: 0, count: phases)
    moments = SampleBuffer(count: phases * (2 * width + slopes + 2))
    sums = .allocate(capacity: 2 * width + slopes)
    sums.initialize(repeating: 0, count: 2 * width + slopes)
  }

  deinit {
    counts.deallocate()
    sums.deallocate()
  }

  /// Takes the `width` values of a step that counts and writes the 2·`width` + `slopes` statistics of its phase: means,
  /// deviations, slopes.
  @_noAllocation @_noLocks
  package mutating func advance(
    phase: Int, _ values: UnsafePointer<Float>, into statistics: UnsafeMutablePointer<Float>
  ) {
    let number = Double(total)
    total += 1
    let known = counts[phase] + 1
    counts[phase] = known < memorySteps ? known : memorySteps
    let share = 1 / Float(counts[phase])
    let mean = moments.base + phase * phaseFloats
    let variance = mean + width
    let covariance = variance + width
    let time = covariance + slopes
    // A local, since the thread sanitizer's build fails on adding through a stored pointer.
    let plain = sums
    let squares = plain + width
    if slopes > 0 {
      let ahead = time[0] + 1
      time[0] = (1 - share) * ahead
      time[1] = (1 - share) * (time[1] + share * ahead * ahead)
      let products = squares + width
      for index in 0..<slopes {
        covariance[index] = (1 - share) * (covariance[index] + share * ahead * (values[index] - mean[index]))
        products[index] += number * Double(values[index])
      }
      scaleSlopes(covariance, timeVariance: time[1], into: statistics + 2 * width)
    }
    for index in 0..<width {
      let difference = values[index] - mean[index]
      mean[index] += share * difference
      variance[index] = (1 - share) * (variance[index] + share * difference * difference)
      statistics[index] = mean[index]
      statistics[width + index] = variance[index] + RunningStatistics.floor
    }
    for index in 0..<width {
      let value = Double(values[index])
      plain[index] += value
      squares[index] += value * value
    }
    VectorMath.squareRoot(statistics + width, into: statistics + width, count: width)
  }

  private var phaseFloats: Int { @_noAllocation @_noLocks get { 2 * width + slopes + 2 } }

  @_noAllocation @_noLocks
  private borrowing func scaleSlopes(
    _ covariance: UnsafePointer<Float>, timeVariance: Float, into statistics: UnsafeMutablePointer<Float>
  ) {
    var scale: Float = 0
    withUnsafeMutablePointer(to: &scale) { scale in
      scale[0] = timeVariance + RunningStatistics.leastTimeVariance
      VectorMath.squareRoot(scale, into: scale, count: 1)
    }
    for index in 0..<slopes { statistics[index] = covariance[index] / scale }
  }

  /// The same statistics over all steps of all phases; there must be one.
  @_noAllocation @_noLocks
  package borrowing func overall(into statistics: UnsafeMutablePointer<Float>) {
    let share = 1 / Double(total)
    for index in 0..<width {
      let mean = sums[index] * share
      let variance = sums[width + index] * share - mean * mean
      statistics[index] = Float(mean)
      statistics[width + index] = Float(variance > 0 ? variance : 0) + RunningStatistics.floor
    }
    VectorMath.squareRoot(statistics + width, into: statistics + width, count: width)
    guard slopes > 0 else { return }
    let count = Double(total)
    let meanNumber = (count - 1) / 2
    for index in 0..<slopes {
      let product = sums[2 * width + index] * share
      statistics[2 * width + index] = Float(product - meanNumber * sums[index] * share)
    }
    // Steps are numbered 0, 1 … count − 1 over all phases, and `phases` of them are one step of a phase, the unit of time.
    let phaseScale = 1 / Double(phases)
    let variance = Float((count * count - 1) / 12 * phaseScale * phaseScale)
    for index in 0..<slopes { statistics[2 * width + index] *= Float(phaseScale) }
    scaleSlopes(statistics + 2 * width, timeVariance: variance, into: statistics + 2 * width)
  }

  /// Forgets all steps.
  @_noAllocation @_noLocks
  package mutating func reset() {
    for phase in 0..<phases { counts[phase] = 0 }
    for index in 0..<moments.count { moments.base[index] = 0 }
    for index in 0..<2 * width + slopes { sums[index] = 0 }
    total = 0
  }
}
