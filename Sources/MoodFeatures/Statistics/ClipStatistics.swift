package import MoodCore
import MoodRealtime

/// Statistics of every column over a whole clip: one row in place of many.
///
/// Sums are taken of the distance to the first row, in double precision. For one thread at a time.
package struct ClipStatistics: ~Copyable {
  /// For each column of the rows its statistics, in the order asked for: `rms_mean`, `rms_std`.
  package let schema: FeatureSchema
  /// Rows so far.
  package private(set) var rows = 0

  private let statistics: [Statistic]
  private let columnCount: Int
  private var columns: [Column]

  /// What is gathered of one column.
  private struct Column {
    var pivot = 0.0
    var sum = 0.0
    var squares = 0.0
    /// Of value and row.
    var products = 0.0
    var smallest = Float.infinity
    var largest = -Float.infinity
  }

  /// Allocates the sums for rows in the columns of `schema`.
  package init(_ statistics: [Statistic], of schema: FeatureSchema) {
    self.statistics = statistics
    columnCount = schema.count
    columns = [Column](repeating: Column(), count: schema.count)
    self.schema = FeatureSchema(
      schema.columns.flatMap { column in
        statistics.map { $0.column("\(column.name)_\($0.rawValue)", of: column) }
      })
  }

  /// Takes a row in.
  package mutating func append(_ row: UnsafePointer<Float>) {
    if rows == 0 {
      for index in 0..<columnCount { columns[index] = Column(pivot: Double(row[index])) }
    }
    let time = Double(rows)
    rows += 1
    for index in 0..<columnCount {
      let distance = Double(row[index]) - columns[index].pivot
      columns[index].sum += distance
      columns[index].squares += distance * distance
      columns[index].products += time * distance
      columns[index].smallest = min(columns[index].smallest, row[index])
      columns[index].largest = max(columns[index].largest, row[index])
    }
  }

  /// The statistics of the rows so far, at least one.
  package func values() -> [Float] {
    precondition(rows > 0, "nothing has no statistics")
    return columns.flatMap { column in statistics.map { value(of: $0, column) } }
  }

  /// Forgets the clip.
  package mutating func reset() { rows = 0 }

  private func value(of statistic: Statistic, _ column: Column) -> Float {
    let count = Double(rows)
    let mean = column.sum / count
    switch statistic {
    case .mean: return Float(column.pivot + mean)
    case .deviation: return Float(max(0, column.squares / count - mean * mean).squareRoot())
    case .slope:
      // Least squares: the times are 0 to count − 1, so their sum of squared distances has a closed form.
      guard rows > 1 else { return 0 }
      let spread = count * (count * count - 1) / 12
      let slope = (column.products - (count - 1) / 2 * column.sum) / spread
      return Float(slope) * SlidingMoments.rowsPerSecond
    case .minimum: return column.smallest
    case .maximum: return column.largest
    }
  }
}
