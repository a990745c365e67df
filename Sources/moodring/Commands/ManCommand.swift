import MoodConfiguration

/// `moodring man`: the manual page, for `make install`.
enum ManCommand: Command {
  static let syntax = CommandSyntax(
    name: "man", operands: "", summary: "print the manual page",
    details: """
      Prints the manual page moodring(1) in mdoc.

        moodring man | man -l -
      """,
    options: [])

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    if let operand = arguments.operands.first {
      throw UsageError(
        "man takes no operand, but was given \(JSONTree.shown(operand)); see moodring help COMMAND")
    }
    try StandardOutput.write(ManualPage(program: .moodring).text)
    return .success
  }
}
