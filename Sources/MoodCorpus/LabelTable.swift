internal import FoundationEssentials

/// A table of labels: rows of fields under a header of known columns, before whose names may be spaces.
struct LabelTable {
  let path: String
  /// The place of each column that there is.
  let columns: [String: Int]
  let rows: [LabelRow]

  /// - Parameter known: names that columns may have; nil: any.
  /// - Throws: `CorpusError`, naming `path`, row and column.
  init(text: String, path: String, known: [String]?) throws {
    let rows: [[String]]
    do {
      rows = try DelimitedText.rows(of: text)
    } catch let error as DelimitedText.ParseError {
      throw CorpusError.malformed(path: path, row: error.row)
    }
    guard rows.count > 1 else { throw CorpusError.empty(path: path) }
    var columns: [String: Int] = [:]
    for (index, name) in rows[0].enumerated() {
      let column = String(name.drop { $0 == " " })
      if let known, !known.contains(column) {
        throw CorpusError.unknownColumn(path: path, column: column, known: known)
      }
      guard columns.updateValue(index, forKey: column) == nil else {
        throw CorpusError.duplicateColumn(path: path, column: column)
      }
    }
    self.path = path
    self.columns = columns
    self.rows = try rows.enumerated().dropFirst().map { index, fields in
      guard fields.count == columns.count else {
        throw CorpusError.fieldCount(
          path: path, row: index + 1, found: fields.count, expected: columns.count)
      }
      return LabelRow(path: path, number: index + 1, columns: columns, fields: fields)
    }
  }

  func has(_ column: String) -> Bool { columns[column] != nil }

  /// - Throws: `CorpusError.missingColumn` for the first of `required` that is not there.
  func require(_ required: [String]) throws {
    if let absent = required.first(where: { !has($0) }) {
      throw CorpusError.missingColumn(path: path, column: absent)
    }
  }

  /// The text of the file at `path`.
  /// - Throws: `CorpusError.unreadable`.
  static func text(ofFile path: String) throws -> String {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      throw CorpusError.unreadable(path: path, reason: "there is no such file, or it may not be read")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw CorpusError.unreadable(path: path, reason: "it is not UTF-8")
    }
    return text
  }
}

/// One row of a table of labels.
struct LabelRow {
  let path: String
  /// Counted from 1, the header being row 1.
  let number: Int
  let columns: [String: Int]
  let fields: [String]

  /// The field under `column`, or nil where the table has no such column.
  func field(_ column: String) -> String? { columns[column].map { fields[$0] } }

  /// A field that may not be empty.
  func text(_ column: String) throws -> String {
    guard let found = field(column), !found.isEmpty else { throw bad(column, expected: "a name") }
    return found
  }

  /// A number in `range`, or nil where the table has no such column.
  func number(_ column: String, in range: ClosedRange<Float>) throws -> Float? {
    guard let found = field(column) else { return nil }
    guard let value = Float(found), range.contains(value) else {
      throw bad(column, expected: "a number from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
    }
    return value
  }

  func bad(_ column: String, expected: String) -> CorpusError {
    .badValue(path: path, row: number, column: column, found: field(column) ?? "", expected: expected)
  }
}
