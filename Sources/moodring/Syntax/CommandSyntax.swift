/// What a command accepts and how it is explained.
struct CommandSyntax: Sendable {
  var name: String
  /// Operands as help shows them: `FILE…`.
  var operands: String
  /// One line for the list of commands.
  var summary: String
  /// Paragraphs and examples for the command's own help.
  var details: String
  var options: [Option]

  /// Options that every command has.
  static let common: [Option] = [
    .flag("help", short: "h", "show this help")
  ]

  var allOptions: [Option] { options + Self.common }

  /// The text of `moodring COMMAND --help`.
  var help: String {
    let width = allOptions.map(\.spelling.count).max() ?? 0
    let table = allOptions.map { option in
      "  \(option.spelling)\(String(repeating: " ", count: width - option.spelling.count))  \(option.help)"
    }
    return """
      usage: moodring \(name) [OPTION…]\(operands.isEmpty ? "" : " " + operands)

      \(details)

      options:
      \(table.joined(separator: "\n"))

      """
  }
}
