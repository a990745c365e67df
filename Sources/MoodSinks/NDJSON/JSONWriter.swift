/// Writes JSON (RFC 8259) into one buffer that is used again for every record.
///
/// Numbers are written without the C library, whose decimal point follows the locale.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  /// Whether the next member or element has a neighbour before it.
  private var needsComma = false

  /// Makes `bytes` one object on a line of its own.
  mutating func line(_ members: (inout JSONWriter) -> Void) {
    bytes.removeAll(keepingCapacity: true)
    braces("{", "}", around: members)
    append("\n")
  }

  mutating func object(_ key: String, _ members: (inout JSONWriter) -> Void) {
    self.key(key)
    braces("{", "}", around: members)
  }

  mutating func strings(_ key: String, _ values: [String]) {
    self.key(key)
    braces("[", "]") { writer in
      for value in values {
        writer.separate()
        writer.quoted(value)
      }
    }
  }

  mutating func string(_ key: String, _ value: String) {
    self.key(key)
    quoted(value)
  }

  mutating func integer(_ key: String, _ value: some BinaryInteger) {
    self.key(key)
    append(String(value))
  }

  mutating func boolean(_ key: String, _ value: Bool) {
    self.key(key)
    append(value ? "true" : "false")
  }

  /// The shortest number that reads back as `value`, which must be finite.
  mutating func float(_ key: String, _ value: Float) {
    precondition(value.isFinite, "\(key) is \(value), which JSON cannot carry")
    self.key(key)
    append(value.description)
  }

  /// Millionths of a unit, with six decimals; not below 0.
  mutating func millionths(_ key: String, _ value: Int64) {
    precondition(value >= 0, "\(key) is \(value) millionths, expected at least 0")
    self.key(key)
    let fraction = String(value % 1_000_000)
    append(String(value / 1_000_000))
    append(".")
    append(String(repeating: "0", count: 6 - fraction.utf8.count))
    append(fraction)
  }

  private mutating func key(_ key: String) {
    separate()
    quoted(key)
    append(":")
  }

  private mutating func separate() {
    if needsComma { append(",") }
    needsComma = true
  }

  private mutating func braces(_ open: String, _ close: String, around content: (inout JSONWriter) -> Void) {
    append(open)
    needsComma = false
    content(&self)
    append(close)
    needsComma = true
  }

  private mutating func quoted(_ text: String) {
    append("\"")
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case 0x08: append("\\b")
      case 0x09: append("\\t")
      case 0x0a: append("\\n")
      case 0x0c: append("\\f")
      case 0x0d: append("\\r")
      case 0..<0x20:
        append(byte < 0x10 ? "\\u000" : "\\u00")
        append(String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
    append("\"")
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
