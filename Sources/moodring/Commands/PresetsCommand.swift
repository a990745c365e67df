import MoodConfiguration
import MoodCore

/// `moodring presets`: configurations for receivers.
enum PresetsCommand: Command {
  static let syntax = CommandSyntax(
    name: "presets", operands: "[NAME]", summary: "list the presets for receivers, or print one",
    details: """
      Lists the configurations that come with the program, or prints the one named: what it sets, and in its comments what
      is to be clicked on the receiver's side. --preset NAME of moodring listen, analyze and replay takes one; the command
      line and the user's own configuration count more.

        moodring presets
        moodring presets qlcplus
        moodring listen --preset resolume --input pulse:@monitor
        moodring presets qlcplus > stage.json5
        moodring listen --config stage.json5
      """,
    options: [], operandKind: .words(Preset.all.map(\.name)))

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard let name = arguments.operands.first else {
      let width = (Preset.all.map(\.name.count).max() ?? 0) + 2
      for preset in Preset.all {
        let padding = String(repeating: " ", count: width - preset.name.count)
        try StandardOutput.write("\(preset.name)\(padding)\(preset.summary)\n")
      }
      return .success
    }
    if arguments.operands.count > 1 {
      throw UsageError("presets takes one NAME, but was given \(arguments.operands.count)")
    }
    guard let preset = Preset(named: name) else {
      let names = Preset.all.map(\.name)
      let nearest = NearestNames.of(name, among: names, limit: 1).first
      throw UsageError(
        "there is no preset \(JSONTree.shown(name))"
          + (nearest.map { ", did you mean \($0)?" } ?? "; there is \(names.joined(separator: ", "))"))
    }
    try StandardOutput.write(preset.text)
    return .success
  }
}
