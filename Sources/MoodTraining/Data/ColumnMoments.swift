/// Mean and variance of each column of rows that are seen one by one, summed in double precision.
struct ColumnMoments {
  private var sums: [Double]
  private var squares: [Double]
  private var counts: [Double]

  init(columns: Int) {
    sums = Array(repeating: 0, count: columns)
    squares = sums
    counts = sums
  }

  /// Takes a row in, of which only the first `known` values say something.
  mutating func add(_ row: UnsafePointer<Float>, known: Int? = nil) {
    for column in 0..<(known ?? sums.count) {
      let value = Double(row[column])
      sums[column] += value
      squares[column] += value * value
      counts[column] += 1
    }
  }

  /// Whether no row has been seen.
  var isEmpty: Bool { counts.allSatisfy { $0 == 0 } }

  /// 0 of nothing.
  var means: [Float] { sums.indices.map { Float(mean($0)) } }

  /// With the divisor n; 0 of nothing.
  var variances: [Float] { sums.indices.map { Float(max(0, variance($0))) } }

  /// What brings a column to deviation 1; 0 for one that never changes, which so says nothing.
  var scales: [Float] {
    sums.indices.map { column in
      let variance = variance(column)
      return variance > 1e-12 ? Float(1 / variance.squareRoot()) : 0
    }
  }

  private func mean(_ column: Int) -> Double { sums[column] / max(1, counts[column]) }

  private func variance(_ column: Int) -> Double {
    squares[column] / max(1, counts[column]) - mean(column) * mean(column)
  }
}
