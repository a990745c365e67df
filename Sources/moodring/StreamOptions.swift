import MoodCapture
import MoodConfiguration
import MoodEngine
import MoodSinks

/// What the settings that `listen` and `analyze` share mean, validated once.
struct StreamOptions: Sendable {
  var hearing: HearingOptions
  var isRealtime: Bool
  var silence: SilenceThresholds
  var outputs: [SinkSpecification]
  var model: String
  var diagnostics: Diagnostics

  /// The single declaration of these options.
  /// - Parameter input: what names the input, where the operands do not.
  static func declared(input: [Option] = []) -> [Option] {
    Option.group("input", input + HearingOptions.declared + [.setting(.realtime)])
      + Option.group("analysis", [.setting(.model, "NAME")])
      + Option.group(
        "output",
        [
          .setting(
            .out, "SPEC",
            details: "then ?stage=now|settled|both&rate=N|hop: which estimates, and how many a second")
        ] + Diagnostics.declared)
      + Option.group("configuration", [Settings.option])
  }

  /// - Throws: `UsageError`, `ConfigurationFault`, `SinkSpecificationError` or `CaptureError`, each a sentence.
  init(_ arguments: Arguments, _ settings: Settings) throws {
    hearing = try HearingOptions(arguments, settings)
    isRealtime = settings.isOn(.realtime)
    silence = try Self.silence(settings)
    outputs = try settings.texts(.out).enumerated().map { index, text in
      try settings.reading(.out, at: index) { try SinkSpecification(text) }
    }
    model = settings.text(.model)
    diagnostics = Diagnostics(arguments, settings)
  }

  /// Opens the outputs; NDJSON on stdout where none was named.
  /// - Throws: `UsageError` where one would overwrite one of `inputs`, or `SinkError`.
  func openOutputs(for inputs: [AudioInput]) throws -> SinkFanout {
    let outputs = outputs.isEmpty ? [try SinkSpecification("ndjson:-")] : outputs
    for path in outputs.compactMap(\.path) where inputs.contains(where: { $0.isFile(path) }) {
      throw UsageError("\(path) is an input and cannot be the output \"ndjson:\(path)\" as well")
    }
    return try SinkFanout(
      outputs.map { ($0.description, try $0.open()) }, onFailure: { diagnostics.error("\($0)") })
  }

  private static func silence(_ settings: Settings) throws -> SilenceThresholds {
    let enter = Float(settings.number(.silenceEnter))
    let leave = Float(settings.number(.silenceLeave))
    try settings.reading(settings.isFiled(.silenceEnter) ? .silenceEnter : .silenceLeave) {
      guard enter <= leave else {
        throw UsageError(
          "silence begins under \(enter) LUFS and ends above \(leave); it must end there or above")
      }
    }
    return SilenceThresholds(
      enterLUFS: enter, leaveLUFS: leave, holdSeconds: settings.number(.silenceHold))
  }
}
