import MoodConfiguration

/// Completion for bash, which needs no bash-completion package.
struct BashCompletion {
  let program: ProgramSyntax

  var script: String {
    let name = program.name
    return """
      # bash completion for \(name); made by: \(name) completions bash

      # Sets words and paths to what may stand for option $2 of command $1.
      __\(name)_value() {
        words='' paths=''
        case "$1 $2" in
      \(values.joined(separator: "\n"))
        *) return 1 ;;
        esac
      }

      # Sets options, words and paths to what command $1 takes.
      __\(name)_command() {
        options='' words='' paths=''
        case "$1" in
      \(commands.joined(separator: "\n"))
        esac
      }

      _\(name)() {
        local options words paths command='' word reply prefix='' i
        local -a typed=()
        COMPREPLY=()
        # Words that COMP_WORDBREAKS cut at = and : are whole again.
        for ((i = 1; i <= COMP_CWORD; i++)); do
          word=${COMP_WORDS[i]}
          if ((i > 1)) && [[ $word == [=:]* || ${COMP_WORDS[i - 1]} == *[=:] ]]; then
            typed[${#typed[@]} - 1]+=$word
          else
            typed+=("$word")
          fi
        done
        local last=$((${#typed[@]} - 1))
        local current=${typed[last]} takesOptions=yes
        for ((i = 0; i < last; i++)); do
          if [[ -z $command && ${typed[i]} != -* ]]; then command=${typed[i]}; fi
          if [[ ${typed[i]} == -- ]]; then takesOptions=''; fi
        done
        if [[ $takesOptions && $current == --*=* ]]; then
          prefix=${current%%=*}
          __\(name)_value "$command" "$prefix" || return 0
          prefix+==
          current=${current#*=}
          if [[ ${COMP_WORDBREAKS-} == *=* ]]; then prefix=''; fi
        elif [[ ! $takesOptions ]] || ((last == 0)) || ! __\(name)_value "$command" "${typed[last - 1]}"; then
          __\(name)_command "$command"
          if [[ $takesOptions && $current == -* ]]; then
            if [[ $current != - ]]; then words=''; fi
            words+=" $options" paths=''
          fi
        fi
        # Bash keeps what stands before the last colon.
        local kept=''
        if [[ $current == *:* && ${COMP_WORDBREAKS-} == *:* ]]; then kept=${current%"${current##*:}"}; fi
        while IFS= read -r reply; do
          reply=${reply#"$kept"}
          if [[ -n $reply ]]; then COMPREPLY+=("$prefix$reply"); fi
        done < <(
          compgen -W "$words" -- "$current"
          case $paths in
          files) compgen -f -- "$current" ;;
          folders) compgen -d -- "$current" ;;
          esac
        )
        if [[ -n $paths ]]; then compopt -o filenames 2>/dev/null; fi
        if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *: ]]; then compopt -o nospace 2>/dev/null; fi
        return 0
      }

      complete -F _\(name) \(name)

      """
  }

  private var values: [String] {
    program.commands.flatMap { command in
      command.allOptions.filter { $0.value != nil }.map { option in
        let patterns = option.spellings.map { Shell.quoted("\(command.name) \($0)") }.joined(separator: " | ")
        return "  \(patterns)) \(Self.assignments(option.kind)) ;;"
      }
    }
  }

  private var commands: [String] {
    let first =
      "  '') options='--help --version' words=\(Shell.quoted(program.commandWords.joined(separator: " "))) ;;"
    let help = "  help) words=\(Shell.quoted(program.commands.map(\.name).joined(separator: " "))) ;;"
    return [first, help]
      + program.commands.map { command in
        let options = command.allOptions.flatMap(\.spellings).joined(separator: " ")
        let operands = command.operands.isEmpty ? "" : " " + Self.assignments(command.operandKind)
        return "  \(command.name)) options=\(Shell.quoted(options))\(operands) ;;"
      }
  }

  private static func assignments(_ kind: ValueKind) -> String {
    "words=\(Shell.quoted(kind.completions.words.joined(separator: " "))) paths=\(kind.completions.paths?.rawValue ?? "")"
  }
}

extension ProgramSyntax {
  /// What may stand first on a command line.
  var commandWords: [String] { commands.map(\.name) + ["help"] }
}

extension ValueKind {
  /// What a shell may propose for a value.
  var completions: (words: [String], paths: Paths?) {
    switch self {
    case .words(let words): (words, nil)
    case .text(let examples, let paths): (examples, paths)
    case .flag, .whole, .number: ([], nil)
    }
  }
}
