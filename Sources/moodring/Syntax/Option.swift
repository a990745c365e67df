import MoodConfiguration

/// One option of a command: the single declaration that parsing, help, the manual page and completions are made from.
struct Option: Sendable {
  /// Without the dashes: `input-format`.
  var name: String
  var short: Character?
  /// What stands for the value in help: `HZ`; nil for a switch.
  var value: String?
  var kind: ValueKind
  /// One line.
  var help: String
  /// Further sentences for those who ask for more.
  var details = ""
  var isRepeatable = false
  /// The heading under which help lists it.
  var group = "options"
  /// The key of the configuration file that it stands over.
  var key: ConfigurationKey?

  static func flag(_ name: String, short: Character? = nil, _ help: String) -> Option {
    Option(name: name, short: short, value: nil, kind: .flag, help: help)
  }

  static func value(
    _ name: String, short: Character? = nil, _ value: String, kind: ValueKind = .text(),
    repeatable: Bool = false,
    _ help: String, details: String = ""
  ) -> Option {
    Option(
      name: name, short: short, value: value, kind: kind, help: help, details: details,
      isRepeatable: repeatable)
  }

  /// An option that says for one run what a key of the configuration file says for all. Its name, its kind and its help
  /// are the key's.
  /// - Parameter value: what stands for the value in help; nil for a switch.
  static func setting(
    _ key: ConfigurationKey, short: Character? = nil, _ value: String? = nil, details: String = ""
  ) -> Option {
    Option(
      name: key.optionName, short: short, value: value, kind: key.kind, help: key.help, details: details,
      isRepeatable: key.isList, key: key)
  }

  /// `options` under a heading of their own.
  static func group(_ heading: String, _ options: [Option]) -> [Option] {
    options.map { option in
      var option = option
      option.group = heading
      return option
    }
  }

  /// Whether there is a `--no-NAME`: a switch that the configuration file can turn on must have one.
  var isNegatable: Bool { kind == .flag && key != nil }

  /// All ways to name it: `-v`, `--verbose`.
  var spellings: [String] {
    (short.map { ["-\($0)"] } ?? []) + ["--\(name)"] + (isNegatable ? ["--no-\(name)"] : [])
  }

  /// `-v, --verbose` or `--rate HZ`, the long names below one another.
  var spelling: String {
    (short.map { "-\($0), " } ?? "    ") + "--\(isNegatable ? "[no-]" : "")\(name)"
      + (value.map { " \($0)" } ?? "")
  }

  /// What stands where the option is not given, for people; nil where that needs words, which `help` has.
  var standard: String? {
    switch key?.standard {
    case nil, .null, .boolean, .list([]): nil
    case .text(let word): word
    case let value?: value.text
    }
  }

  /// `help` with the default.
  var brief: String { help + (standard.map { " (default \($0))" } ?? "") }

  /// All that is to be said about it, each a clause.
  var clauses: [String] {
    var clauses = [help]
    if !details.isEmpty { clauses.append(details) }
    if let range = kind.range { clauses.append(range) }
    if let standard { clauses.append("default \(standard)") }
    if isRepeatable { clauses.append("may be given several times") }
    if let key { clauses.append("key \(key.path)") }
    return clauses
  }
}
