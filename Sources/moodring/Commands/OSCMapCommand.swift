import MoodConfiguration
import MoodInference
import MoodSinks

/// `moodring osc-map`: every address that `--out osc:` sends to.
enum OSCMapCommand: Command {
  static let syntax = CommandSyntax(
    name: "osc-map", operands: "", summary: "list the OSC addresses that a model's stream is sent to",
    details: """
      Lists every address with its type, unit, range and meaning, in the order in which they are sent: those of the stage
      "now", those of "settled", and the events. Which there are depends on the model, on the features that are sent as well,
      and on the addresses that are shaped, whose own values stand under /raw.

        moodring osc-map
        moodring osc-map --preset qlcplus
        moodring osc-map --prefix /stage/left --send rms,tempo_bpm
        moodring osc-map --json | jq -r '.addresses[] | select(.type == "f") | .address'
      """,
    options: [
      .setting(.model, "NAME"), .setting(.send, "NAMES"), .setting(.address, "SPEC"),
      .setting(.preset, "NAME"),
      .value("prefix", "PREFIX", "what all addresses begin with (default /moodring), / for nothing"),
      .flag("json", "print one object: addresses"), Settings.option,
    ])

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    if let operand = arguments.operands.first {
      throw UsageError("osc-map takes no operand, but was given \(JSONTree.shown(operand))")
    }
    let settings = try Settings(arguments)
    let model = try settings.reading(.model) { try ModelChoice.load(settings.text(.model)) }
    let prefix =
      try arguments.text("prefix").map { try OSCTarget.prefix($0[...]) } ?? OSCTarget.standardPrefix
    let table = OSCMapTable(
      outputs: model.metadata.outputs, features: try StreamOptions.sentFeatures(settings), prefix: prefix,
      shaping: try OutputOptions.addresses(settings))
    try StandardOutput.write(arguments.has("json") ? table.json.text + "\n" : table.text)
    return .success
  }
}
