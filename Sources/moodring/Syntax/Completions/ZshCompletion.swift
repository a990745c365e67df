import MoodConfiguration

/// Completion for zsh, a function for its `fpath`.
struct ZshCompletion {
  let program: ProgramSyntax

  var script: String {
    let name = program.name
    return """
      #compdef \(name)
      # zsh completion for \(name); made by: \(name) completions zsh

      # Proposes the words behind $1 and, where $1 says so, files or folders.
      _\(name)_value() {
        local paths=$1 ret=1
        shift
        (($#)) && compadd -- "$@" && ret=0
        case $paths in
        files) _files && ret=0 ;;
        folders) _files -/ && ret=0 ;;
        esac
        return ret
      }

      _\(name)() {
        local curcontext="$curcontext" state state_descr line
        typeset -A opt_args
        _arguments -C \\
          '(- *)'{-h,--help}'[show help]' \\
          '(- *)--version[print the version]' \\
          '1:command:->command' \\
          '*::argument:->argument' && return 0
        case $state in
        command)
          local -a commands=(
      \(summaries.joined(separator: "\n"))
          )
          _describe -t commands command commands
          ;;
        argument)
          case $words[1] in
          help) _arguments ': :_\(name)_value none \(program.commands.map(\.name).joined(separator: " "))' ;;
      \(program.commands.map(arguments).joined(separator: "\n"))
          esac
          ;;
        esac
      }

      if [[ $funcstack[1] == _\(name) ]]; then
        _\(name) "$@"
      else
        compdef _\(name) \(name)
      fi

      """
  }

  private var summaries: [String] {
    (program.commands.map { ($0.name, $0.summary) } + [("help", "explain a command")]).map { name, summary in
      "      " + Shell.quoted("\(name):\(summary)")
    }
  }

  private func arguments(of command: CommandSyntax) -> String {
    let options = command.allOptions.flatMap(specifications)
    let operands = command.operands.isEmpty ? [] : [Shell.quoted("*:operand:" + action(command.operandKind))]
    return """
          \(command.name))
            _arguments -s -S \\
              \((options + operands).joined(separator: " \\\n        "))
            ;;
      """
  }

  /// One specification for each way to name the option: each keeps the others away unless it may be repeated.
  private func specifications(of option: Option) -> [String] {
    option.spellings.map { spelling in
      let others =
        option.isRepeatable
        ? "*" : option.spellings.count > 1 ? "(\(option.spellings.joined(separator: " ")))" : ""
      let sign = option.value == nil ? "" : spelling.hasPrefix("--") ? "=" : "+"
      let value = option.value.map { ":\(escaped($0)):\(action(option.kind))" } ?? ""
      return Shell.quoted("\(others)\(spelling)\(sign)[\(escaped(option.brief))]\(value)")
    }
  }

  private func action(_ kind: ValueKind) -> String {
    let completions = kind.completions
    if completions.words.isEmpty, completions.paths == nil { return "" }
    let words = ([completions.paths?.rawValue ?? "none"] + completions.words).map(escaped)
    // The space keeps zsh from putting arguments of its own in front.
    return " _\(program.name)_value " + words.joined(separator: " ")
  }

  private func escaped(_ text: String) -> String {
    text.reduce(into: "") { $0 += "\\:[]".contains($1) ? "\\\($1)" : String($1) }
  }
}
