import MoodCapture
import MoodConfiguration
import MoodCore

/// What of an input is heard, and what has to be said about raw PCM.
struct HearingOptions: Sendable {
  var input: InputOptions
  var channel: ChannelChoice
  var startSeconds: Double
  var durationSeconds: Double?
  var blockFrames: Int

  private static let secondsRange: ClosedRange<Double> = 0...1e9

  /// The single declaration of these options.
  static let declared: [Option] = [
    .setting(.inputFormat, "FORMAT"), .setting(.rate, "HZ"), .setting(.channels, "N"),
    .setting(.channel, "CHANNEL"),
    .value("start", "SECONDS", kind: .number(secondsRange, unit: "seconds"), "leave out the beginning"),
    .value("duration", "SECONDS", kind: .number(secondsRange, unit: "seconds"), "end after so long"),
    .setting(.block, "FRAMES"),
  ]

  /// - Throws: `UsageError`, `ConfigurationFault` or `CaptureError`, each a sentence.
  init(_ arguments: Arguments, _ settings: Settings) throws {
    input = InputOptions(
      format: settings.text(ifSet: .inputFormat).flatMap { SampleFormat(rawValue: $0) },
      rateHz: settings.integer(ifSet: .rate), channels: settings.integer(ifSet: .channels),
      isFallback: ![.inputFormat, .rate, .channels].contains { settings.isTyped($0) },
      fragmentSeconds: settings.number(ifSet: .fragment).map { $0 / 1000 })
    channel = try settings.reading(.channel) { try ChannelChoice(settings.text(.channel)) }
    startSeconds = arguments.number("start") ?? 0
    durationSeconds = arguments.number("duration")
    if durationSeconds == 0 { throw UsageError("--duration is 0; it must be longer") }
    blockFrames = settings.integer(.block)
  }

  /// `source` as it is to be heard.
  func stream(of source: any AudioSource) throws -> MonoStream {
    try MonoStream(
      source: source, channel: channel, startSeconds: startSeconds, durationSeconds: durationSeconds,
      blockFrames: blockFrames)
  }
}
