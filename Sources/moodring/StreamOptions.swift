import MoodCapture
import MoodConfiguration
import MoodCore
import MoodEngine
import MoodSinks

/// What the settings that `listen` and `analyze` share mean, validated once.
struct StreamOptions: Sendable {
  var input: InputOptions
  var channel: ChannelChoice
  var startSeconds: Double
  var durationSeconds: Double?
  var isRealtime: Bool
  var blockFrames: Int
  var silence: SilenceThresholds
  var outputs: [SinkSpecification]
  var model: String
  var diagnostics: Diagnostics

  private static let secondsRange: ClosedRange<Double> = 0...1e9

  /// The single declaration of these options.
  /// - Parameter input: what names the input, where the operands do not.
  static func declared(input: [Option] = []) -> [Option] {
    Option.group(
      "input",
      input + [
        .setting(.inputFormat, "FORMAT"), .setting(.rate, "HZ"), .setting(.channels, "N"),
        .setting(.channel, "CHANNEL"),
        .value(
          "start", "SECONDS", kind: .number(secondsRange, unit: "seconds"), "leave out the beginning"),
        .value("duration", "SECONDS", kind: .number(secondsRange, unit: "seconds"), "end after so long"),
        .setting(.realtime), .setting(.block, "FRAMES"),
      ])
      + Option.group("analysis", [.setting(.model, "NAME")])
      + Option.group(
        "output",
        [
          .setting(
            .out, "SPEC",
            details: "then ?stage=now|settled|both&rate=N|hop: which estimates, and how many a second"),
          .flag("quiet", short: "q", "say nothing but errors"),
          .flag("verbose", short: "v", "say more"),
        ])
      + Option.group("configuration", [Settings.option])
  }

  /// - Throws: `UsageError`, `ConfigurationFault`, `SinkSpecificationError` or `CaptureError`, each a sentence.
  init(_ arguments: Arguments, _ settings: Settings) throws {
    input = InputOptions(
      format: settings.text(ifSet: .inputFormat).flatMap { SampleFormat(rawValue: $0) },
      rateHz: settings.integer(ifSet: .rate), channels: settings.integer(ifSet: .channels),
      isFallback: ![.inputFormat, .rate, .channels].contains { settings.isTyped($0) })
    channel = try settings.reading(.channel) { try ChannelChoice(settings.text(.channel)) }
    startSeconds = arguments.number("start") ?? 0
    durationSeconds = arguments.number("duration")
    if durationSeconds == 0 { throw UsageError("--duration is 0; it must be longer") }
    blockFrames = settings.integer(.block)
    isRealtime = settings.isOn(.realtime)
    silence = try Self.silence(settings)
    outputs = try settings.texts(.out).enumerated().map { index, text in
      try settings.reading(.out, at: index) { try SinkSpecification(text) }
    }
    model = settings.text(.model)
    diagnostics = Diagnostics(arguments, settings)
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

extension Diagnostics {
  /// How much is said: `--quiet` and `--verbose` over the configuration.
  init(_ arguments: Arguments, _ settings: Settings) {
    if arguments.has("quiet") {
      self.init(volume: .quiet)
    } else if arguments.has("verbose") {
      self.init(volume: .verbose)
    } else {
      self.init(volume: Volume(rawValue: settings.text(.verbosity)) ?? .normal)
    }
  }
}
