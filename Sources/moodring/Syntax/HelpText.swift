/// Help as text for a terminal.
struct HelpText {
  /// Characters in a line.
  private static let width = 100

  let program: ProgramSyntax

  /// `moodring --help`: all commands.
  var overview: String {
    let rows = program.commands.map { ($0.name, $0.summary) }
    return """
      \(program.name) \(program.summary).

      usage: \(program.name) COMMAND [OPTION…]

      commands:
      \(Self.table(rows))

        \(program.name) COMMAND -h        lists the options of a command
        \(program.name) COMMAND --help    explains them, as does \(program.name) help COMMAND
        \(program.name) --version         prints the version

      try:
      \(Self.examples(in: program.details))

      """
  }

  /// `moodring COMMAND -h`: a line for each option.
  func brief(_ command: CommandSyntax) -> String {
    let options = command.groups.map { group in
      group.heading + ":\n" + Self.table(group.options.map { ($0.spelling, $0.brief) })
    }
    return """
      usage: \(command.usage)

      \(Self.sentence(command.summary))

      \(options.joined(separator: "\n\n"))

      """
  }

  /// `moodring COMMAND --help`: all there is to say.
  func full(_ command: CommandSyntax) -> String {
    let options = command.groups.map { group in
      group.heading + ":\n"
        + group.options.map { option in
          "  \(option.spelling)\n" + Self.wrapped(option.clauses.joined(separator: "; "), indent: 10)
        }.joined(separator: "\n")
    }
    let exits = command.exits.map { ("\($0.rawValue)", $0.meaning) }
    let pieces =
      ["usage: " + command.usage] + DetailBlock.all(in: command.details).map(Self.text) + options
      + (exits.isEmpty ? [] : ["exit status:\n" + Self.table(exits)])
    return pieces.joined(separator: "\n\n") + "\n"
  }

  private static func text(_ block: DetailBlock) -> String {
    switch block {
    case .paragraph(let text): wrapped(text, indent: 0)
    case .example(let lines): lines.map { "  " + $0 }.joined(separator: "\n")
    }
  }

  private static func examples(in details: String) -> String {
    DetailBlock.all(in: details).compactMap { block in
      if case .example = block { text(block) } else { nil }
    }.joined(separator: "\n")
  }

  private static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  /// Two columns, the second one wrapped.
  private static func table(_ rows: [(String, String)]) -> String {
    let first = (rows.map { $0.0.count }.max() ?? 0) + 4
    return rows.map { name, text in
      let lines = wrapped(text, indent: first)
      return "  " + name + String(repeating: " ", count: first - 2 - name.count) + lines.dropFirst(first)
    }.joined(separator: "\n")
  }

  /// `text` in lines of at most `width` characters, where its words allow it.
  private static func wrapped(_ text: String, indent: Int) -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, indent + line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return (lines + [line]).map { String(repeating: " ", count: indent) + $0 }.joined(separator: "\n")
  }
}
