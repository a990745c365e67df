/// Reads JSON5 (json5.org) whole, and says where it is none.
///
/// The whole of the format but for escapes in keys without quotes. Stricter in two places: a key stands once in its
/// object, and values lie at most `deepestLevel` within one another. Without Foundation, whose decoder would cost a
/// start more than a file takes to read, and says of a fault no more than that there is one.
struct JSON5Reader {
  static let deepestLevel = 64

  private var input: Substring.UnicodeScalarView
  private let text: String
  private var level = 0

  /// Reads the one value of `text`.
  static func read(_ text: String) throws(JSON5Fault) -> JSONTree {
    var reader = JSON5Reader(text)
    let value = try reader.value()
    try reader.skipSpace()
    if reader.input.first != nil { throw reader.fault(expected: "the end") }
    return value
  }

  private init(_ text: String) {
    self.text = text
    input = Substring(text).unicodeScalars
  }

  // MARK: Values

  private mutating func value() throws(JSON5Fault) -> JSONTree {
    try skipSpace()
    switch input.first {
    case "{": return try nested { reader throws(JSON5Fault) in try reader.object() }
    case "[": return try nested { reader throws(JSON5Fault) in try reader.list() }
    case "\"", "'": return .text(try string())
    case let first? where first.startsNumber: return .number(try number())
    case let first? where first.startsName: break
    default: throw fault(expected: "a value")
    }
    let start = self
    switch name() {
    case "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "Infinity": return .number(.infinity)
    case "NaN": return .number(.nan)
    case let word: throw start.fault(found: JSONTree.shown(word), expected: "a value; text stands in quotes")
    }
  }

  private mutating func nested(
    _ read: (inout JSON5Reader) throws(JSON5Fault) -> JSONTree
  ) throws(JSON5Fault) -> JSONTree {
    level += 1
    guard level <= Self.deepestLevel else {
      throw fault(expected: "values at most \(Self.deepestLevel) levels within one another")
    }
    defer { level -= 1 }
    input.removeFirst()
    return try read(&self)
  }

  private mutating func object() throws(JSON5Fault) -> JSONTree {
    var members: [String: JSONTree] = [:]
    while true {
      try skipSpace()
      if take("}") { return .object(members) }
      let start = self
      let key = try key()
      guard members[key] == nil else {
        throw start.fault(found: "\(JSONTree.shown(key)) again", expected: "every key once")
      }
      try skipSpace()
      guard take(":") else { throw fault(expected: "a colon") }
      members[key] = try value()
      try skipSpace()
      if take(",") { continue }
      guard take("}") else { throw fault(expected: "a comma or }") }
      return .object(members)
    }
  }

  private mutating func list() throws(JSON5Fault) -> JSONTree {
    var values: [JSONTree] = []
    while true {
      try skipSpace()
      if take("]") { return .list(values) }
      values.append(try value())
      try skipSpace()
      if take(",") { continue }
      guard take("]") else { throw fault(expected: "a comma or ]") }
      return .list(values)
    }
  }

  private mutating func key() throws(JSON5Fault) -> String {
    switch input.first {
    case "\"", "'": return try string()
    case let first? where first.startsName: return name()
    default: throw fault(expected: "a key or }")
    }
  }

  // MARK: Words, numbers, text

  private mutating func name() -> String {
    String(taking { $0.continuesName })
  }

  private mutating func number() throws(JSON5Fault) -> Double {
    let start = self
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    let magnitude: Double?
    let body = self
    if input.first?.startsName == true {
      magnitude = ["Infinity": Double.infinity, "NaN": Double.nan][name()]
    } else if take("0"), take("x") || take("X") {
      let digits = taking { $0.properties.isASCIIHexDigit }
      magnitude = digits.isEmpty ? nil : digits.reduce(0) { $0 * 16 + Double($1.hexValue) }
    } else {
      self = body
      magnitude = try decimal()
    }
    guard let magnitude, input.first?.continuesName != true, input.first != "." else {
      self = start
      let word = taking { $0.continuesName || "+-.".unicodeScalars.contains($0) }
      throw start.fault(found: JSONTree.shown(String(word)), expected: "a number")
    }
    return isNegative ? -magnitude : magnitude
  }

  /// Digits, a point with digits on one side at least, an exponent; nil where it is none of that.
  private mutating func decimal() throws(JSON5Fault) -> Double? {
    let whole = taking { $0.isDigit }
    var fraction = ""
    if take(".") { fraction = String(taking { $0.isDigit }) }
    guard !(whole.isEmpty && fraction.isEmpty), !(whole.count > 1 && whole.first == "0") else { return nil }
    var exponent = ""
    if take("e") || take("E") {
      let isNegative = take("-")
      if !isNegative { _ = take("+") }
      let digits = taking { $0.isDigit }
      if digits.isEmpty { return nil }
      exponent = "e" + (isNegative ? "-" : "") + String(digits)
    }
    return Double(
      (whole.isEmpty ? "0" : String(whole)) + "." + (fraction.isEmpty ? "0" : fraction) + exponent)
  }

  private mutating func string() throws(JSON5Fault) -> String {
    let quote = input.removeFirst()
    var text = String.UnicodeScalarView()
    while true {
      text.append(contentsOf: taking { $0 != quote && $0 != "\\" && $0 != "\n" && $0 != "\r" })
      if take(quote) { return String(text) }
      guard input.first == "\\" else { throw fault(expected: "\(quote) at the end of the text") }
      if let scalar = try escape() { text.append(scalar) }
    }
  }

  /// Reads a backslash and what it stands for: nothing before the end of a line.
  private mutating func escape() throws(JSON5Fault) -> Unicode.Scalar? {
    input.removeFirst()
    let start = self
    switch input.popFirst() {
    case nil: throw start.fault(expected: "an escape")
    case "b": return "\u{8}"
    case "f": return "\u{c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{b}"
    case "0" where input.first?.isDigit != true: return "\0"
    case "x": return Unicode.Scalar(try hexadecimal(digits: 2))
    case "u": return try unicodeEscape()
    case "\n", "\u{2028}", "\u{2029}": return nil
    case "\r":
      _ = take("\n")
      return nil
    case let scalar? where !scalar.isDigit: return scalar
    default: throw start.fault(expected: "an escape")
    }
  }

  private mutating func unicodeEscape() throws(JSON5Fault) -> Unicode.Scalar {
    let start = self
    let first = try hexadecimal(digits: 4)
    if let scalar = Unicode.Scalar(first) { return scalar }
    let units = [UInt16(first)] + (take("\\") && take("u") ? [UInt16(try hexadecimal(digits: 4))] : [])
    guard units.count == 2, UTF16.isLeadSurrogate(units[0]), UTF16.isTrailSurrogate(units[1]) else {
      throw start.fault(found: "half a surrogate pair", expected: "a character")
    }
    return String(decoding: units, as: UTF16.self).unicodeScalars.first ?? "\u{fffd}"
  }

  private mutating func hexadecimal(digits count: Int) throws(JSON5Fault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = input.first, digit.properties.isASCIIHexDigit else {
        throw fault(expected: "\(count) hexadecimal digits")
      }
      input.removeFirst()
      value = value * 16 + UInt32(digit.hexValue)
    }
    return value
  }

  // MARK: Between

  private mutating func skipSpace() throws(JSON5Fault) {
    while let first = input.first {
      if first.isSpace {
        input.removeFirst()
      } else if first == "/" {
        try skipComment()
      } else {
        return
      }
    }
  }

  private mutating func skipComment() throws(JSON5Fault) {
    let start = self
    input.removeFirst()
    if take("/") {
      _ = taking { !$0.endsLine }
      return
    }
    guard take("*") else { throw start.fault(expected: "a comment or a value") }
    while input.first != nil {
      _ = taking { $0 != "*" }
      if take("*"), take("/") { return }
    }
    throw fault(expected: "*/ at the end of the comment of line \(start.fault(expected: "").line)")
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard input.first == scalar else { return false }
    input.removeFirst()
    return true
  }

  private mutating func taking(_ isWanted: (Unicode.Scalar) -> Bool) -> Substring.UnicodeScalarView {
    let taken = input.prefix(while: isWanted)
    input = input[taken.endIndex...]
    return taken
  }

  private func fault(expected: String) -> JSON5Fault {
    fault(found: input.first.map { JSONTree.shown(String($0)) } ?? "the end", expected: expected)
  }

  private func fault(found: String, expected: String) -> JSON5Fault {
    let before = text.unicodeScalars[..<input.startIndex]
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    return JSON5Fault(
      line: lines.count, column: (lines.last?.count ?? 0) + 1, found: found, expected: expected)
  }
}

/// The place where a text ceases to be JSON5.
package struct JSON5Fault: Error, Equatable, CustomStringConvertible {
  /// From 1.
  package var line: Int
  /// Characters from 1.
  package var column: Int
  package var found: String
  package var expected: String

  /// `line 3, column 7: found "b", expected a colon`.
  package var description: String { "line \(line), column \(column): found \(found), expected \(expected)" }
}

extension JSONTree {
  /// Reads JSON5.
  package init(json5 text: String) throws(JSON5Fault) { self = try JSON5Reader.read(text) }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }

  fileprivate var hexValue: Int { Character(self).hexDigitValue ?? 0 }

  fileprivate var startsNumber: Bool { isDigit || self == "+" || self == "-" || self == "." }

  fileprivate var startsName: Bool { self == "$" || self == "_" || properties.isIDStart }

  fileprivate var continuesName: Bool {
    startsName || properties.isIDContinue || self == "\u{200c}" || self == "\u{200d}"
  }

  fileprivate var endsLine: Bool {
    self == "\n" || self == "\r" || self == "\u{2028}" || self == "\u{2029}"
  }

  fileprivate var isSpace: Bool {
    endsLine || self == "\t" || self == "\u{b}" || self == "\u{c}" || self == "\u{feff}"
      || properties.generalCategory == .spaceSeparator
  }
}
