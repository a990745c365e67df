/// One option of a command: the single declaration that parsing and help are made from.
struct Option: Sendable {
  /// Without the dashes: `input-format`.
  var name: String
  var short: Character?
  /// What stands for the value in help: `HZ`; nil for a switch.
  var value: String?
  /// One line.
  var help: String
  var isRepeatable = false

  static func flag(_ name: String, short: Character? = nil, _ help: String) -> Option {
    Option(name: name, short: short, value: nil, help: help)
  }

  static func value(
    _ name: String, short: Character? = nil, _ value: String, repeatable: Bool = false, _ help: String
  ) -> Option {
    Option(name: name, short: short, value: value, help: help, isRepeatable: repeatable)
  }

  /// `-v, --verbose` or `--rate HZ`.
  var spelling: String {
    (short.map { "-\($0), " } ?? "    ") + "--\(name)" + (value.map { " \($0)" } ?? "")
  }
}
