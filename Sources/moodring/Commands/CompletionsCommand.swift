import MoodConfiguration

/// `moodring completions`: what a shell has to know, for `make install`.
enum CompletionsCommand: Command {
  private static let shells = Shell.allCases.map(\.rawValue)

  static let syntax = CommandSyntax(
    name: "completions", operands: "SHELL", summary: "print the completions for bash, zsh or fish",
    details: """
      Prints the script that teaches a shell to complete commands, options and their values. make install puts each where
      its shell finds it; without it:

        source <(moodring completions bash)
        moodring completions zsh > ~/.zfunc/_moodring   # a folder of fpath, before compinit
        moodring completions fish > ~/.config/fish/completions/moodring.fish
      """,
    options: [], operandKind: .words(shells))

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard arguments.operands.count == 1, let shell = Shell(rawValue: arguments.operands[0]) else {
      let found = arguments.operands.joined(separator: " ")
      throw UsageError(
        "completions was given \(found.isEmpty ? "no shell" : JSONTree.shown(found)), expected one of "
          + Self.shells.joined(separator: ", "))
    }
    try StandardOutput.write(shell.completions(of: .moodring))
    return .success
  }
}
