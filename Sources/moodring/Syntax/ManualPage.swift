import MoodConfiguration
import MoodCore

/// The manual page `moodring(1)` in mdoc, which groff and mandoc both read.
struct ManualPage {
  /// When its words last changed.
  private static let date = "November 29, 2026"

  /// Characters in a line of the source before what roff needs is added.
  private static let width = 70

  let program: ProgramSyntax

  /// The source of the page.
  var text: String {
    var lines = [
      ".\\\" Made by moodring man.",
      ".Dd \(Self.date)", ".Dt \(program.name.uppercased()) 1", ".Os \"\(ProgramIdentity.description)\"",
      ".Sh NAME", ".Nm \(program.name)", ".Nd \(Self.roff(program.summary))",
      ".Sh SYNOPSIS",
    ]
    for command in program.commands { lines += [".Nm", ".Cm \(command.name)"] + Self.synopsis(of: command) }
    lines += [".Nm", ".Fl -version", ".Sh DESCRIPTION"]
    lines += Self.blocks(program.details, keepsExamples: false)
    lines += [".Sh COMMANDS"]
    for command in program.commands { lines += section(of: command) }
    lines += configuration + exitStatus + examples
    lines += [
      ".Sh SEE ALSO", ".Xr ffmpeg 1 ,", ".Xr oscdump 1 ,", ".Xr pactl 1",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func synopsis(of command: CommandSyntax) -> [String] {
    (command.options.isEmpty ? [] : [".Op Ar OPTION ..."])
      + (command.operands.isEmpty ? [] : [".Ar \(quoted(command.operands))"])
  }

  private func section(of command: CommandSyntax) -> [String] {
    var lines = [".Ss moodring \(Self.roff(command.name))"]
    lines += Self.blocks(command.details, keepsExamples: true)
    for group in command.groups {
      lines += [".Pp", Self.roff(group.heading.prefix(1).uppercased() + group.heading.dropFirst()) + ":"]
      lines += [".Bl -tag -width Ds"]
      for option in group.options {
        lines.append(Self.item(option))
        lines += Self.filled(Self.sentence(option.clauses))
      }
      lines.append(".El")
    }
    return lines
  }

  private static func item(_ option: Option) -> String {
    let value = option.value.map { " Ar " + quoted($0) } ?? ""
    let names = option.spellings.map { "Fl " + roff(String($0.dropFirst())) + value }
    return ".It " + names.joined(separator: " , ")
  }

  private var configuration: [String] {
    var lines = [
      ".Sh CONFIGURATION",
      "The commands that have the option",
      ".Fl -config",
      "read a file in JSON5: the one named there, else the first of",
      ".Bl -enum -compact",
    ]
    for place in ConfigurationSearch.places { lines += [".It", ".Pa \(Self.roff(place))"] }
    lines += [
      ".El", ".Pp",
      "The command line counts more than the file, the file more than a preset, that more than the defaults.",
      "A key that is not known or holds the wrong thing is an error.",
      "Paths are relative to the folder in which the program runs.", ".Pp", "The keys:",
      ".Bl -tag -width Ds",
    ]
    for key in program.keys {
      lines.append(".It Va \(Self.quoted(key.path))")
      lines += Self.filled(Self.sentence([key.help, key.expected, "default \(key.standard.text)"]))
    }
    return lines + [".El"]
  }

  private var exitStatus: [String] {
    [".Sh EXIT STATUS", ".Bl -tag -width Ds"]
      + ExitStatus.allCases.flatMap { [".It \($0.rawValue)"] + Self.filled(Self.sentence([$0.meaning])) }
      + [".El"]
  }

  private var examples: [String] {
    [".Sh EXAMPLES"] + Self.examples(in: program.details)
  }

  // MARK: mdoc

  private static func blocks(_ details: String, keepsExamples: Bool) -> [String] {
    var lines: [String] = []
    for block in DetailBlock.all(in: details) {
      switch block {
      case .paragraph(let text): lines += (lines.isEmpty ? [] : [".Pp"]) + filled(text)
      case .example(let example) where keepsExamples: lines += literal(example)
      case .example: break
      }
    }
    return lines
  }

  private static func examples(in details: String) -> [String] {
    DetailBlock.all(in: details).flatMap { block in
      if case .example(let lines) = block { literal(lines) } else { [String]() }
    }
  }

  private static func literal(_ lines: [String]) -> [String] {
    [".Bd -literal -offset indent"] + lines.map(roff) + [".Ed"]
  }

  /// Clauses as a sentence.
  private static func sentence(_ clauses: [String]) -> String {
    let text = clauses.joined(separator: "; ")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  /// Text in short lines, a new one for each sentence.
  private static func filled(_ text: String) -> [String] {
    var lines: [String] = []
    var line: [Substring] = []
    for word in text.split(separator: " ") {
      let isSentence = line.last?.hasSuffix(".") == true && word.first?.isUppercase == true
      if isSentence || line.reduce(word.count, { $0 + $1.count + 1 }) > width {
        lines.append(roff(line.joined(separator: " ")))
        line = []
      }
      line.append(word)
    }
    return lines + [roff(line.joined(separator: " "))]
  }

  /// One argument of a macro.
  private static func quoted(_ text: String) -> String { "\"" + roff(text) + "\"" }

  /// `text` with what roff would obey made harmless, and all of it ASCII.
  private static func roff(_ text: String) -> String {
    var roff = text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" : ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": roff += "\\e"
      case "-": roff += "\\-"
      case "\"": roff += "\\(dq"
      case "'": roff += "\\(aq"
      case "`": roff += "\\(ga"
      case "~": roff += "\\(ti"
      case "^": roff += "\\(ha"
      case "…": roff += "..."
      case let scalar where !scalar.isASCII:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        roff += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
      default: roff.unicodeScalars.append(scalar)
      }
    }
    return roff
  }
}
