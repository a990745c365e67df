/// How far a column is from its reference: |a − b| / max(|b|, 1e-3 · range of the reference over the signal).
package struct ParityMetric: CustomStringConvertible {
  /// Of the compared rows.
  package let median: Float
  package let percentile99: Float
  package let worst: Float
  /// The row that is furthest off, and what stands there.
  package let worstRow: Int
  package let found: Float
  package let expected: Float

  /// Compares the rows of which `isCompared`; nil if there are none.
  package init?(found: [Float], expected: [Float], isCompared: [Bool]) {
    precondition(found.count == expected.count && found.count == isCompared.count, "rows stand against rows")
    guard let lowest = expected.min(), let highest = expected.max() else { return nil }
    let errors = found.indices.filter { isCompared[$0] }.map { row in
      (error: Self.error(found[row], expected[row], range: highest - lowest), row: row)
    }.sorted { $0.error < $1.error }
    guard let last = errors.last else { return nil }
    median = errors[errors.count / 2].error
    percentile99 = errors[min(errors.count * 99 / 100, errors.count - 1)].error
    worst = last.error
    worstRow = last.row
    self.found = found[last.row]
    self.expected = expected[last.row]
  }

  package var description: String {
    "median \(median), p99 \(percentile99), worst \(worst) in row \(worstRow): found \(found), expected \(expected)"
  }

  private static func error(_ found: Float, _ expected: Float, range: Float) -> Float {
    let difference = abs(found - expected)
    if difference == 0 { return 0 }
    // What is no number must not pass for the smallest error.
    return difference.isNaN ? .infinity : difference / max(abs(expected), 1e-3 * range)
  }
}
