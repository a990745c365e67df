import MoodCapture
import MoodConfiguration

/// `moodring devices`: what can be listened to.
enum DevicesCommand: Command {
  static let syntax = CommandSyntax(
    name: "devices", operands: "", summary: "list what can be listened to",
    details: """
      Lists the inputs of PulseAudio (or PipeWire), ALSA and JACK, each as --input takes it. A monitor is what is playing on
      an output; the others are microphones and lines. A server that does not answer, or a library that is not
      installed, is one line. What moodring listen hears beside them: stdin, files, FIFOs, tones and the demo.

        moodring devices
        moodring listen --input pulse:@monitor
        moodring devices --json | jq -r '.devices[] | select(.monitor) | .input'
      """,
    options: [.flag("json", "print one object: devices, and the backends that have none to say")])

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    if let operand = arguments.operands.first {
      throw UsageError("devices takes no operand, but was given \(JSONTree.shown(operand))")
    }
    let table = DeviceTable(listings: BackendListing.all())
    try StandardOutput.write(arguments.has("json") ? table.json.text + "\n" : table.text)
    return .success
  }
}
