/// Brings every column of training rows to mean 0 and deviation 1, and other rows by the same measure.
package struct FeatureScaling: Sendable, Equatable, Codable {
  private let means: [Double]
  /// 1 where a column never varies.
  private let deviations: [Double]

  /// - Parameters:
  ///   - rows: those of the training alone, at least one.
  ///   - columns: after how many numbers of a row its columns come again, as those of a sequence do at every step; nil:
  ///     never.
  package init(fittedOn rows: [[Double]], columns: Int? = nil) {
    precondition(!rows.isEmpty, "nothing has no mean")
    let width = columns ?? rows[0].count
    let count = Double(rows.count * rows[0].count / max(1, width))
    var means = [Double](repeating: 0, count: width)
    for row in rows {
      for start in stride(from: 0, to: row.count, by: width) {
        for column in 0..<width { means[column] += row[start + column] / count }
      }
    }
    var squares = [Double](repeating: 0, count: width)
    for row in rows {
      for start in stride(from: 0, to: row.count, by: width) {
        for column in 0..<width {
          let distance = row[start + column] - means[column]
          squares[column] += distance * distance / count
        }
      }
    }
    self.means = means
    deviations = zip(squares, means).map { square, mean in
      let deviation = square.squareRoot()
      // What rounding leaves of a column that does not vary is no deviation.
      return deviation > 1e-9 * max(1, mean.magnitude) ? deviation : 1
    }
  }

  /// Columns that it knows.
  var columns: Int { means.count }

  /// Whether it divides by nothing but what there is, as one that was fitted does.
  var isUsable: Bool {
    means.count == deviations.count && means.allSatisfy(\.isFinite)
      && deviations.allSatisfy { $0 > 1e-12 && $0.isFinite }
  }

  package func apply(_ row: [Double]) -> [Double] {
    precondition(means.isEmpty || row.count % means.count == 0, "a row has the columns of the training")
    return row.indices.map { (row[$0] - means[$0 % means.count]) / deviations[$0 % means.count] }
  }
}
