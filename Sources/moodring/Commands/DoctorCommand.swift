import MoodConfiguration

/// `moodring doctor`: what keeps this machine from capturing, and what to do about it.
enum DoctorCommand: Command {
  static let syntax = CommandSyntax(
    name: "doctor", operands: "", summary: "say what capturing lacks on this machine, and the cure",
    details: """
      Looks at the libraries, the servers, the permissions and the real-time limits, and hears the default source for two
      seconds. Each line is good, a note or trouble; what can be cured says how. Ends with 0 where something can be
      captured, though it be silence, and with 69 where nothing can.

        moodring doctor
      """,
    options: [.flag("json", "print one object: canCapture, and the findings")], exits: [.unavailable])

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    if let operand = arguments.operands.first {
      throw UsageError("doctor takes no operand, but was given \(JSONTree.shown(operand))")
    }
    let diagnosis = Diagnosis(.gathered())
    try StandardOutput.write(arguments.has("json") ? diagnosis.json.text + "\n" : diagnosis.text)
    return diagnosis.canCapture ? .success : .unavailable
  }
}
