import MoodCore
import MoodFeatures
import MoodSinks

/// The columns that there are, for people and as data.
enum ColumnList {
  /// - Parameter format: csv or ndjson; nil for aligned text.
  static func text(of columns: [FeatureColumn], format: TableFormat?) throws(UsageError) -> String {
    switch format {
    case nil: return aligned(columns.map(fields))
    case .csv:
      let header = ["name", "unit", "minimum", "maximum", "sets", "reference", "version"]
      let lines = columns.map { column in
        [
          column.name, column.unit, bound(column.range.lowerBound), bound(column.range.upperBound),
          sets(column).joined(separator: " "), column.reference, "\(column.version)",
        ]
      }
      return String(decoding: ([header] + lines).flatMap(CSVText.line), as: UTF8.self)
    case .ndjson: return columns.map(record).joined()
    case .npy, .npz:
      throw UsageError("--list prints text; its --format must be csv or ndjson")
    }
  }

  private static func record(_ column: FeatureColumn) -> String {
    var writer = JSONWriter()
    writer.line { writer in
      writer.string("name", column.name)
      writer.string("unit", column.unit)
      // Where there is no bound, there is no member: JSON has no infinity.
      if column.range.lowerBound.isFinite { writer.float("minimum", column.range.lowerBound) }
      if column.range.upperBound.isFinite { writer.float("maximum", column.range.upperBound) }
      writer.strings("sets", sets(column))
      writer.string("reference", column.reference)
      writer.integer("version", column.version)
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func fields(_ column: FeatureColumn) -> [String] {
    [
      column.name, column.unit,
      "\(bound(column.range.lowerBound))…\(bound(column.range.upperBound))",
      sets(column).joined(separator: " "), column.reference,
    ]
  }

  private static func aligned(_ rows: [[String]]) -> String {
    guard let first = rows.first else { return "" }
    let widths = first.indices.map { place in rows.map { $0[place].count }.max() ?? 0 }
    return rows.map { row in
      let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      let line = padded.dropLast().joined(separator: "  ")
      return "\(line)  \(row.last ?? "")\n"
    }.joined()
  }

  /// `-inf`, `-70`, `0.5`.
  private static func bound(_ value: Float) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func sets(_ column: FeatureColumn) -> [String] {
    FeatureSelection.sets(containing: column.name).map(\.rawValue)
  }
}
