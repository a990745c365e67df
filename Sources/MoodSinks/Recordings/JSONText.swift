/// A JSON value (RFC 8259) whose numbers stand as they were written, so that each can be read into what it came from.
enum JSONText: Equatable {
  case null
  case boolean(Bool)
  case number(String)
  case text(String)
  case list([JSONText])
  case object([String: JSONText])

  /// Reads one value that is all of `text`; nil where that is no JSON, names a key twice, or nests too deeply.
  init?(_ text: String) {
    var parser = JSONTextParser(text)
    guard let value = parser.value(level: 0), parser.isAtEnd() else { return nil }
    self = value
  }

  /// The value for a sentence.
  var shown: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let text): text.count > 40 ? text.prefix(40) + "…" : text
    case .text(let text): String(reflecting: text.count > 40 ? text.prefix(40) + "…" : text)
    case .list: "a list"
    case .object: "an object"
    }
  }
}

/// Reads JSON byte by byte. Whatever is no JSON is nil: a line of a recording is right or it is not.
private struct JSONTextParser {
  /// Records nest two levels deep.
  private static let deepestLevel = 8

  private let bytes: [UInt8]
  private var place = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func isAtEnd() -> Bool {
    skipSpace()
    return place == bytes.count
  }

  mutating func value(level: Int) -> JSONText? {
    guard level <= Self.deepestLevel else { return nil }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return object(level: level)
    case UInt8(ascii: "["): return list(level: level)
    case UInt8(ascii: "\""): return string().map { .text($0) }
    case UInt8(ascii: "t"): return take("true") ? .boolean(true) : nil
    case UInt8(ascii: "f"): return take("false") ? .boolean(false) : nil
    case UInt8(ascii: "n"): return take("null") ? .null : nil
    default: return number().map { .number($0) }
    }
  }

  private mutating func object(level: Int) -> JSONText? {
    place += 1
    var members: [String: JSONText] = [:]
    skipSpace()
    if take("}") { return .object(members) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\""), let key = string(), members[key] == nil else { return nil }
      skipSpace()
      guard take(":"), let value = value(level: level + 1) else { return nil }
      members[key] = value
      skipSpace()
      if take("}") { return .object(members) }
      guard take(",") else { return nil }
    }
  }

  private mutating func list(level: Int) -> JSONText? {
    place += 1
    var values: [JSONText] = []
    skipSpace()
    if take("]") { return .list(values) }
    while true {
      guard let value = value(level: level + 1) else { return nil }
      values.append(value)
      skipSpace()
      if take("]") { return .list(values) }
      guard take(",") else { return nil }
    }
  }

  /// Digits without a leading zero, a fraction, an exponent.
  private mutating func number() -> String? {
    let start = place
    _ = take("-")
    if !take("0"), skipDigits() == 0 { return nil }
    if take("."), skipDigits() == 0 { return nil }
    if take("e") || take("E") {
      if !take("-") { _ = take("+") }
      if skipDigits() == 0 { return nil }
    }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func string() -> String? {
    place += 1
    var text: [UInt8] = []
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        text.append(contentsOf: Array(String(scalar).utf8))
      case 0..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  /// What the escape behind a backslash stands for.
  private mutating func escape() -> Unicode.Scalar? {
    guard let byte = next else { return nil }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      guard let unit = hexadecimal() else { return nil }
      guard (0xd800..<0xdc00).contains(unit) else { return Unicode.Scalar(unit) }
      guard take("\\u"), let low = hexadecimal(), (0xdc00..<0xe000).contains(low) else { return nil }
      return Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00))
    default: return nil
    }
  }

  private mutating func hexadecimal() -> UInt32? {
    guard place + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[place..<place + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    place += 4
    return value
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func take(_ text: StaticString) -> Bool {
    let isThere = text.withUTF8Buffer { bytes[place...].starts(with: $0) }
    if isThere { place += text.utf8CodeUnitCount }
    return isThere
  }

  /// How many digits were skipped.
  private mutating func skipDigits() -> Int {
    let start = place
    while let byte = next, (0x30...0x39).contains(byte) { place += 1 }
    return place - start
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d { place += 1 }
  }
}
