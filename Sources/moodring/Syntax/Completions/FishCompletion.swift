import MoodConfiguration

/// Completion for fish.
struct FishCompletion {
  let program: ProgramSyntax

  var script: String {
    let name = program.name
    var lines = [
      "# fish completion for \(name); made by: \(name) completions fish", "",
      "function __\(name)_command -d 'Whether the command is $argv[1]; none where that is empty'",
      "  set -l words (commandline -opc)",
      "  set -l command $words[2]",
      "  test \"$command\" = \"$argv[1]\"",
      "end", "",
      "complete -c \(name) -f",
      "complete -c \(name) -n '__\(name)_command \"\"' -s h -l help -d 'show help'",
      "complete -c \(name) -n '__\(name)_command \"\"' -l version -d 'print the version'",
      line("", "-a help -d 'explain a command'"),
      line("help", "-a \(Shell.quoted(program.commands.map(\.name).joined(separator: " ")))"),
    ]
    for command in program.commands {
      lines += ["", line("", "-a \(command.name) -d \(quoted(command.summary))")]
      if !command.operands.isEmpty { lines.append(line(command.name, proposals(command.operandKind))) }
      lines += command.allOptions.flatMap { completions(of: $0, command: command.name) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func completions(of option: Option, command: String) -> [String] {
    let short = option.short.map { "-s \($0) " } ?? ""
    let value = option.value == nil ? "" : "-r " + proposals(option.kind) + " "
    let names = ["\(short)-l \(option.name)"] + (option.isNegatable ? ["-l no-\(option.name)"] : [])
    return names.map { line(command, "\($0) \(value)-d \(quoted(option.brief))") }
  }

  private func proposals(_ kind: ValueKind) -> String {
    let (words, paths) = kind.completions
    let listed = words.joined(separator: " ")
    return switch paths {
    case .files: "-F" + (words.isEmpty ? "" : " -a \(quoted(listed))")
    case .folders: "-f -a \(quoted("(__fish_complete_directories) " + listed))"
    case nil: "-f" + (words.isEmpty ? "" : " -a \(quoted(listed))")
    }
  }

  private func line(_ command: String, _ rest: String) -> String {
    "complete -c \(program.name) -n \(quoted("__\(program.name)_command \(command.isEmpty ? "\"\"" : command)")) \(rest)"
  }

  /// `text` as one word of fish, which knows two escapes between single quotes.
  private func quoted(_ text: String) -> String {
    "'" + text.reduce(into: "") { $0 += "\\'".contains($1) ? "\\\($1)" : String($1) } + "'"
  }
}
