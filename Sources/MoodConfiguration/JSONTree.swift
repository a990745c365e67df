/// Any JSON value, to look at a file's keys before its meaning.
package enum JSONTree: Equatable, Sendable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case list([JSONTree])
  case object([String: JSONTree])

  /// Letters of a value that a sentence shows.
  private static let longestShown = 60

  /// The value as compact JSON, keys in order; what is no JSON number stands by its name.
  package var text: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): Self.text(of: value)
    case .text(let value): Self.quoted(value)
    case .list(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }.map { Self.quoted($0.key) + ":" + $0.value.text }
        .joined(separator: ",") + "}"
    }
  }

  /// The value for a sentence: on one line, and cut where it is long.
  package var shown: String {
    switch self {
    case .text(let value): Self.shown(value)
    case .list(let values) where values.isEmpty: "an empty list"
    case .list: "a list"
    case .object: "an object"
    default: text
    }
  }

  /// A piece of a file for a sentence: quoted, on one line, and cut where it is long.
  package static func shown(_ text: String) -> String {
    let start = text.unicodeScalars.prefix(longestShown)
    return quoted(String(start)) + (start.endIndex < text.unicodeScalars.endIndex ? "…" : "")
  }

  private static func text(of number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e17 { return "\(Int(number))" }
    return "\(number)"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case let scalar where scalar.isInvisible:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension Unicode.Scalar {
  /// Whether a terminal would obey the character rather than show it, or show nothing.
  var isInvisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
    default: false
    }
  }
}
