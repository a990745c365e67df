/// Comma-separated values after RFC 4180: quoted fields may hold commas, line ends and doubled quotes.
///
/// Line ends may be CRLF or LF, a byte order mark is skipped, and an empty last line is none.
package enum DelimitedText {
  /// Where a text breaks the rules; rows count from 1, the header being row 1.
  package enum ParseError: Error, Equatable {
    case openQuote(row: Int)
    case strayQuote(row: Int)
    /// A carriage return that no line feed follows.
    case strayReturn(row: Int)

    package var row: Int {
      switch self {
      case .openQuote(let row), .strayQuote(let row), .strayReturn(let row): row
      }
    }
  }

  /// The fields of each row. O(bytes).
  package static func rows(of text: String) throws -> [[String]] {
    var parser = Parser()
    for byte in text.utf8 { try parser.take(byte) }
    return try parser.finish()
  }

  private struct Parser {
    private enum Place { case fieldStart, plain, quoted, quoteInQuoted, carriageReturn }

    private var rows: [[String]] = []
    private var fields: [String] = []
    private var field: [UInt8] = []
    private var place = Place.fieldStart
    private var row: Int { rows.count + 1 }

    mutating func take(_ byte: UInt8) throws {
      switch (place, byte) {
      case (.quoted, UInt8(ascii: "\"")): place = .quoteInQuoted
      case (.quoted, _): field.append(byte)
      case (.quoteInQuoted, UInt8(ascii: "\"")):
        field.append(byte)
        place = .quoted
      case (.fieldStart, UInt8(ascii: "\"")) where field.isEmpty: place = .quoted
      case (_, UInt8(ascii: "\n")): endRow()
      case (.carriageReturn, _): throw ParseError.strayReturn(row: row)
      case (_, UInt8(ascii: "\r")): place = .carriageReturn
      case (_, UInt8(ascii: ",")): endField()
      case (.quoteInQuoted, _), (_, UInt8(ascii: "\"")): throw ParseError.strayQuote(row: row)
      case (.fieldStart, _), (.plain, _):
        field.append(byte)
        place = .plain
      }
    }

    mutating func finish() throws -> [[String]] {
      if place == .quoted { throw ParseError.openQuote(row: row) }
      if place == .carriageReturn { throw ParseError.strayReturn(row: row) }
      if place != .fieldStart || !fields.isEmpty { endRow() }
      return rows
    }

    private mutating func endField() {
      let isFirst = rows.isEmpty && fields.isEmpty
      let bytes = isFirst && field.starts(with: [0xef, 0xbb, 0xbf]) ? field.dropFirst(3) : field[...]
      fields.append(String(decoding: bytes, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
      place = .fieldStart
    }

    private mutating func endRow() {
      endField()
      rows.append(fields)
      fields.removeAll()
    }
  }
}
