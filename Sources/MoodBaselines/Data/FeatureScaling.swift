/// Brings every column of training rows to mean 0 and deviation 1, and other rows by the same measure.
package struct FeatureScaling: Sendable, Equatable {
  private let means: [Double]
  /// 1 where a column never varies.
  private let deviations: [Double]

  /// - Parameter rows: those of the training alone, at least one.
  package init(fittedOn rows: [[Double]]) {
    precondition(!rows.isEmpty, "nothing has no mean")
    let count = Double(rows.count)
    let width = rows[0].count
    var means = [Double](repeating: 0, count: width)
    for row in rows { for column in 0..<width { means[column] += row[column] / count } }
    var squares = [Double](repeating: 0, count: width)
    for row in rows {
      for column in 0..<width {
        let distance = row[column] - means[column]
        squares[column] += distance * distance / count
      }
    }
    self.means = means
    deviations = zip(squares, means).map { square, mean in
      let deviation = square.squareRoot()
      // What rounding leaves of a column that does not vary is no deviation.
      return deviation > 1e-9 * max(1, mean.magnitude) ? deviation : 1
    }
  }

  package func apply(_ row: [Double]) -> [Double] {
    precondition(row.count == means.count, "a row has the columns of the training")
    return row.indices.map { (row[$0] - means[$0]) / deviations[$0] }
  }
}
