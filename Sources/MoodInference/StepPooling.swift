import MoodRealtime
import MoodVector

/// Makes one step's input of the last `stride` rows: means, then population deviations of the pooled columns, then the
/// latest columns as they stand in the last row.
///
/// The first rows of a stream pool what exists. One per stream; `advance` neither allocates nor waits.
struct StepPooling: ~Copyable, Sendable {
  private let stride: Int
  private let pooled: Int
  private let latest: Int
  /// The last `stride` rows, the oldest overwritten first.
  private var rows: SampleBuffer
  private var count = 0

  init(stride: Int, pooledColumns: Int, latestColumns: Int) {
    self.stride = stride
    pooled = pooledColumns
    latest = latestColumns
    rows = SampleBuffer(count: stride * (pooledColumns + latestColumns))
  }

  /// Takes one row and writes `2·pooled + latest` inputs. O(stride·pooled).
  @_noAllocation @_noLocks
  mutating func advance(_ row: UnsafePointer<Float>, into input: UnsafeMutablePointer<Float>) {
    let width = pooled + latest
    rows.copy(from: row, count: width, at: count % stride * width)
    count += 1
    let held = min(count, stride)
    let share = 1 / Float(held)
    let mean = input
    let deviation = input + pooled
    for index in 0..<pooled {
      mean[index] = 0
      deviation[index] = 0
    }
    // Oldest first, so that the sums do not depend on where in the ring the rows happen to stand.
    for age in 0..<held {
      let values = rows.pointer(at: (count - held + age) % stride * width, count: width)
      for index in 0..<pooled { mean[index] += values[index] }
    }
    for index in 0..<pooled { mean[index] *= share }
    for age in 0..<held {
      let values = rows.pointer(at: (count - held + age) % stride * width, count: width)
      for index in 0..<pooled {
        let difference = values[index] - mean[index]
        deviation[index] += difference * difference
      }
    }
    for index in 0..<pooled { deviation[index] *= share }
    VectorMath.squareRoot(deviation, into: deviation, count: pooled)
    for index in 0..<latest { input[2 * pooled + index] = row[pooled + index] }
  }

  /// Forgets all rows.
  @_noAllocation @_noLocks
  mutating func reset() { count = 0 }
}
