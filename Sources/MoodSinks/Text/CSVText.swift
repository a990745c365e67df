/// Fields of comma-separated values after RFC 4180.
package enum CSVText {
  /// The fields, quoted where they have to be, and a line feed.
  package static func line(_ fields: [String]) -> [UInt8] {
    var text: [UInt8] = []
    for (index, field) in fields.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      append(field, to: &text)
    }
    text.append(UInt8(ascii: "\n"))
    return text
  }

  /// Appends one field.
  static func append(_ field: String, to text: inout [UInt8]) {
    let isPlain = field.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): false
      default: true
      }
    }
    if isPlain {
      text.append(contentsOf: field.utf8)
      return
    }
    text.append(UInt8(ascii: "\""))
    for byte in field.utf8 {
      if byte == UInt8(ascii: "\"") { text.append(byte) }
      text.append(byte)
    }
    text.append(UInt8(ascii: "\""))
  }
}
