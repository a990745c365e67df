/// The shells that completions are made for.
enum Shell: String, CaseIterable {
  case bash, zsh, fish

  /// The script that teaches the shell what can be typed after `moodring`.
  func completions(of program: ProgramSyntax) -> String {
    switch self {
    case .bash: BashCompletion(program: program).script
    case .zsh: ZshCompletion(program: program).script
    case .fish: FishCompletion(program: program).script
    }
  }

  /// `text` as one word of the shell.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
