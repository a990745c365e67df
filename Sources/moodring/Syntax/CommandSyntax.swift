import MoodConfiguration

/// What a command accepts and how it is explained.
struct CommandSyntax: Sendable {
  var name: String
  /// Operands as help shows them: `FILE…`; empty where there are none.
  var operands: String
  /// One line for the list of commands.
  var summary: String
  /// Paragraphs; one that is indented is an example.
  var details: String
  var options: [Option]
  /// What an operand may be.
  var operandKind = ValueKind.file
  /// The exit codes that are worth telling beside 0 and 64.
  var exits: [ExitStatus] = []

  /// Options that every command has.
  static let common: [Option] = [
    .flag("help", short: "h", "show this help; -h shows less")
  ]

  var allOptions: [Option] { options + Self.common }

  /// The headings of the options in their order, each with its options.
  var groups: [(heading: String, options: [Option])] {
    var headings: [String] = []
    for option in allOptions where !headings.contains(option.group) { headings.append(option.group) }
    return headings.map { heading in (heading, allOptions.filter { $0.group == heading }) }
  }

  /// `moodring listen [OPTION…]`.
  var usage: String {
    "moodring \(name)" + (options.isEmpty ? "" : " [OPTION…]") + (operands.isEmpty ? "" : " " + operands)
  }

  /// The option called `name` or `no-name`, and whether that is its negation.
  func option(named name: String) -> (option: Option, isNegated: Bool)? {
    for option in allOptions {
      if option.name == name { return (option, false) }
      if option.isNegatable, name == "no-" + option.name { return (option, true) }
    }
    return nil
  }
}

/// A piece of `details`.
enum DetailBlock: Equatable {
  case paragraph(String)
  /// Lines to be shown as they are.
  case example([String])

  /// The pieces of a text: they stand apart by empty lines, and an example is indented.
  static func all(in text: String) -> [DetailBlock] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .split(whereSeparator: \.isEmpty)
      .map { lines in
        lines.allSatisfy { $0.hasPrefix("  ") }
          ? .example(lines.map { String($0.dropFirst(2)) }) : .paragraph(lines.joined(separator: " "))
      }
  }
}
