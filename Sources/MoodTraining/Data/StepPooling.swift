internal import Glibc
internal import MoodCorpus

/// Feature rows made into what a step of the network reads: means, then deviations, of the pooled columns over the
/// stride, then the latest columns as they stand in its last row.
struct StepPooling: Sendable {
  /// Columns of a row that are pooled; they come first.
  let pooled: Int
  /// Columns after them.
  let latest: Int
  /// Rows in a step.
  let stride: Int

  /// Values of a step.
  var inputs: Int { 2 * pooled + latest }

  /// Writes the step that ends with row `hop` (counted from 0) of `table`; rows before the first do not count.
  func write(_ table: FeatureTable, endingAt hop: Int, to step: UnsafeMutablePointer<Float>) {
    let first = max(0, hop - stride + 1)
    let share = 1 / Float(hop - first + 1)
    let deviations = step + pooled
    Elementwise.fill(step, 0, count: 2 * pooled)
    for row in first...hop { Elementwise.add(table.row(row), times: share, to: step, count: pooled) }
    for row in first...hop {
      let values = table.row(row)
      for column in 0..<pooled {
        let distance = values[column] - step[column]
        deviations[column] += share * distance * distance
      }
    }
    for column in 0..<pooled { deviations[column] = deviations[column].squareRoot() }
    (step + 2 * pooled).update(from: table.row(hop) + pooled, count: latest)
  }
}
