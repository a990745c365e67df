/// Writes JSON (RFC 8259) into one buffer that is used again for every record.
///
/// Numbers are written without the C library, whose decimal point follows the locale.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  /// Whether the next member or element has a neighbour before it.
  private var needsComma = false

  package init() {}

  /// Makes `bytes` one object on a line of its own.
  package mutating func line(_ members: (inout JSONWriter) -> Void) {
    bytes.removeAll(keepingCapacity: true)
    braces("{", "}", around: members)
    append("\n")
  }

  package mutating func object(_ key: String, _ members: (inout JSONWriter) -> Void) {
    self.key(key)
    braces("{", "}", around: members)
  }

  /// The same, where the key was prepared.
  mutating func object(_ key: Key, _ members: (inout JSONWriter) -> Void) {
    self.key(key)
    braces("{", "}", around: members)
  }

  package mutating func strings(_ key: String, _ values: [String]) {
    self.key(key)
    braces("[", "]") { writer in
      for value in values {
        writer.separate()
        writer.quoted(value)
      }
    }
  }

  package mutating func string(_ key: String, _ value: String) {
    self.key(key)
    quoted(value)
  }

  package mutating func integer(_ key: String, _ value: some BinaryInteger) {
    self.key(key)
    append(String(value))
  }

  /// The same, where the key was prepared.
  mutating func integer(_ key: Key, _ value: Int64) {
    self.key(key)
    append(String(value))
  }

  package mutating func boolean(_ key: String, _ value: Bool) {
    self.key(key)
    append(value ? "true" : "false")
  }

  /// The shortest number that reads back as `value`, which must be finite.
  package mutating func float(_ key: String, _ value: Float) { float(Key(key), value) }

  /// The same, where the key was prepared.
  package mutating func float(_ key: Key, _ value: Float) {
    precondition(
      value.isFinite, "\(String(decoding: key.bytes, as: UTF8.self)) \(value): JSON cannot carry that")
    self.key(key)
    bytes.append(decimal: value)
  }

  /// Millionths of a unit, with six decimals; not below 0.
  package mutating func millionths(_ key: String, _ value: Int64) {
    self.key(key)
    bytes.append(millionths: value)
  }

  /// The same, where the key was prepared.
  mutating func millionths(_ key: Key, _ value: Int64) {
    self.key(key)
    bytes.append(millionths: value)
  }

  /// A member that was prepared whole.
  mutating func member(_ member: Member) {
    separate()
    bytes.append(contentsOf: member.bytes)
  }

  /// A member as it is written, for those that come in every line.
  struct Member: Sendable {
    fileprivate let bytes: [UInt8]

    init(_ key: String, _ value: String) {
      var writer = JSONWriter()
      writer.string(key, value)
      bytes = writer.bytes
    }

    init(_ key: String, _ value: Bool) {
      var writer = JSONWriter()
      writer.boolean(key, value)
      bytes = writer.bytes
    }
  }

  /// A key as it is written, for those that come in every line.
  package struct Key: Sendable {
    fileprivate let bytes: [UInt8]

    package init(_ key: String) {
      var writer = JSONWriter()
      writer.quoted(key)
      writer.append(":")
      bytes = writer.bytes
    }
  }

  private mutating func key(_ key: Key) {
    separate()
    bytes.append(contentsOf: key.bytes)
  }

  private mutating func key(_ key: String) {
    separate()
    quoted(key)
    append(":")
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
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
