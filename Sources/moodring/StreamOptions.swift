import MoodCapture
import MoodConfiguration
import MoodCore
import MoodEngine
import MoodFeatures
import MoodInference

/// What the settings that `listen` and `analyze` share mean, validated once.
struct StreamOptions: Sendable {
  var hearing: HearingOptions
  /// Whether a device is to hand over several hops at once.
  var handsOverMuch: Bool
  var isRealtime: Bool
  var gain: InputGain
  var silence: SilenceThresholds
  /// Of an estimate that is sent.
  var minimumConfidence: Float
  var adaptsToSpeaker: Bool
  var output: OutputOptions
  /// Names of the feature columns that go out with every estimate.
  var sentColumns: [String]
  var model: String

  var diagnostics: Diagnostics { output.diagnostics }

  /// The single declaration of these options.
  /// - Parameters:
  ///   - input: what names the input, where the operands do not.
  ///   - device: what is to be said about devices, where they are heard.
  static func declared(input: [Option] = [], device: [Option] = []) -> [Option] {
    Option.group("input", input + HearingOptions.declared + device + [.setting(.realtime)])
      + Option.group(
        "analysis",
        [
          .setting(
            .gain, "off|auto|DB",
            details:
              "auto is slow, leaves silence silent and stays within 30 dB; a number of dB is from -60 to 60"),
          .setting(.model, "NAME"),
          .setting(
            .minimumConfidence, "X",
            details: "those left out are counted in end; begin, event and end always are sent"),
          .setting(
            .speakerAdapt,
            details:
              "silence ends an utterance, ten seconds of it a speaker; for models of which exactly one "
              + "emotion holds, and speakers who vary"),
        ])
      + OutputOptions.declared(
        sending: [
          .setting(
            .send, "NAMES",
            details: "names of columns, of sets and of statistics; moodring features --list shows them")
        ])
  }

  /// - Throws: `UsageError`, `ConfigurationFault`, `SinkSpecificationError`, `FeatureError` or `CaptureError`, each a sentence.
  init(_ arguments: Arguments, _ settings: Settings) throws {
    hearing = try HearingOptions(arguments, settings)
    isRealtime = settings.isOn(.realtime)
    gain = try settings.reading(.gain) {
      let text = settings.text(.gain)
      guard let gain = InputGain(text) else {
        throw UsageError("a gain is off, auto or a number of dB from -60 to 60, not \(JSONTree.shown(text))")
      }
      return gain
    }
    silence = try Self.silence(settings)
    minimumConfidence = Float(settings.number(.minimumConfidence))
    adaptsToSpeaker = settings.isOn(.speakerAdapt)
    output = try OutputOptions(arguments, settings)
    handsOverMuch = hearing.input.fragmentSeconds == nil && output.isUnhurried
    if handsOverMuch {
      hearing.input.fragmentSeconds = Self.unhurriedFragmentSeconds
    }
    sentColumns = try Self.sentFeatures(settings).map(\.name)
    model = settings.text(.model)
  }

  /// What a device hands over at once where nobody waits for every estimate: each time that it does costs more of the
  /// processor than the hops themselves.
  static let unhurriedFragmentSeconds = AnalysisGrid.seconds(hops: 4)

  /// The model, ready to run.
  /// - Throws: `UsageError`, also where the model cannot be run as asked for, or `ModelError`.
  func loadModel(_ settings: Settings) throws -> EmotionModel {
    let model = try settings.reading(.model) { try ModelChoice.load(self.model) }
    try settings.reading(.speakerAdapt) {
      guard !adaptsToSpeaker || model.metadata.canAdaptToSpeaker else {
        throw UsageError(
          "--speaker-adapt needs a model of speech, of which exactly one emotion holds and that keeps "
            + "statistics; \(model.metadata.name) is none")
      }
    }
    output.tellUnused(of: model.metadata.outputs)
    return model
  }

  /// The feature columns that go out with every estimate.
  static func sentFeatures(_ settings: Settings) throws -> [FeatureColumn] {
    let names = settings.texts(.send)
    return try settings.reading(.send) {
      names.isEmpty ? [] : try FeatureSelection(set: names.joined(separator: ",")).schema.columns
    }
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
