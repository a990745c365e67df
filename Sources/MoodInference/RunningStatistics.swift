import MoodRealtime
import MoodVector

/// Means and deviations of what the network reads, running for each of several interleaved phases, and plain ones over
/// all phases together. One per stream; only `init` allocates.
///
/// At step n of a phase, a = 1/min(n, memory): m ← m + a(u − m) and v ← (1 − a)(v + a(u − m)²), with the old m. That v
/// is the difference of the running means of u² and of m², without its cancellation (after Finch 2009, Incremental
/// calculation of weighted mean and variance). A statistic is m, or √(v + 10⁻⁴).
struct RunningStatistics: ~Copyable, @unchecked Sendable {
  /// Added to a variance before its root.
  private static var floor: Float { @_noAllocation @_noLocks get { 1e-4 } }

  /// Values of one step.
  private let width: Int
  private let phases: Int
  private let memorySteps: Int
  private let counts: UnsafeMutablePointer<Int>
  /// Phase after phase: means, then variances.
  private let moments: SampleBuffer
  /// Sums over all phases, then those of squares.
  private let sums: UnsafeMutablePointer<Double>
  /// Steps in `sums`.
  private(set) var total = 0

  init(width: Int, memorySteps: Int, phases: Int) {
    self.width = width
    self.phases = phases
    self.memorySteps = memorySteps
    counts = .allocate(capacity: phases)
    counts.initialize(repeating: 0, count: phases)
    moments = SampleBuffer(count: 2 * phases * width)
    sums = .allocate(capacity: 2 * width)
    sums.initialize(repeating: 0, count: 2 * width)
  }

  deinit {
    counts.deallocate()
    sums.deallocate()
  }

  /// Takes the `width` values of a step that counts and writes the 2·`width` statistics of its phase: means, then
  /// deviations.
  @_noAllocation @_noLocks
  mutating func advance(
    phase: Int, _ values: UnsafePointer<Float>, into statistics: UnsafeMutablePointer<Float>
  ) {
    total += 1
    let known = counts[phase] + 1
    counts[phase] = known < memorySteps ? known : memorySteps
    let share = 1 / Float(counts[phase])
    let mean = moments.base + 2 * phase * width
    let variance = mean + width
    let squares = sums + width
    for index in 0..<width {
      let difference = values[index] - mean[index]
      mean[index] += share * difference
      variance[index] = (1 - share) * (variance[index] + share * difference * difference)
      statistics[index] = mean[index]
      statistics[width + index] = variance[index] + RunningStatistics.floor
    }
    for index in 0..<width {
      let value = Double(values[index])
      sums[index] += value
      squares[index] += value * value
    }
    VectorMath.squareRoot(statistics + width, into: statistics + width, count: width)
  }

  /// The same statistics over all steps of all phases; there must be one.
  @_noAllocation @_noLocks
  borrowing func overall(into statistics: UnsafeMutablePointer<Float>) {
    let share = 1 / Double(total)
    for index in 0..<width {
      let mean = sums[index] * share
      let variance = sums[width + index] * share - mean * mean
      statistics[index] = Float(mean)
      statistics[width + index] = Float(variance > 0 ? variance : 0) + RunningStatistics.floor
    }
    VectorMath.squareRoot(statistics + width, into: statistics + width, count: width)
  }

  /// Forgets all steps.
  @_noAllocation @_noLocks
  mutating func reset() {
    for phase in 0..<phases { counts[phase] = 0 }
    for index in 0..<moments.count { moments.base[index] = 0 }
    for index in 0..<2 * width { sums[index] = 0 }
    total = 0
  }
}
