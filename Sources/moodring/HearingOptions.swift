import MoodCapture
import MoodCore

/// What of an input is heard, and what has to be said about raw PCM.
struct HearingOptions: Sendable {
  var input: InputOptions
  var channel: ChannelChoice
  var startSeconds: Double
  var durationSeconds: Double?
  var blockFrames: Int

  /// The single declaration of these options.
  static let declared: [Option] = [
    .value(
      "input-format", "FORMAT",
      "raw PCM: \(SampleFormat.allCases.map(\.rawValue).joined(separator: " "))"),
    .value(
      "rate", "HZ",
      "sample rate of raw PCM, \(AudioFormat.rateRange.lowerBound) to \(AudioFormat.rateRange.upperBound)"),
    .value(
      "channels", "N",
      "channels of raw PCM, \(AudioFormat.channelRange.lowerBound) to \(AudioFormat.channelRange.upperBound)"),
    .value("channel", "CHANNEL", "what to hear: mix (the default), left, right, or a number from 1"),
    .value("start", "SECONDS", "leave out the beginning"),
    .value("duration", "SECONDS", "end after so long"),
    .value("block", "FRAMES", "frames read at once; the output does not depend on it (default 1024)"),
  ]

  /// - Throws: `UsageError` or `CaptureError`, each a sentence.
  init(_ arguments: Arguments) throws {
    var format: SampleFormat?
    if let text = arguments.text("input-format") {
      format = SampleFormat(rawValue: text)
      if format == nil {
        throw UsageError(
          "--input-format is \"\(text)\"; it must be one of "
            + SampleFormat.allCases.map(\.rawValue).joined(separator: ", "))
      }
    }
    input = InputOptions(
      format: format, rateHz: try arguments.integer("rate", in: AudioFormat.rateRange),
      channels: try arguments.integer("channels", in: AudioFormat.channelRange))
    channel = try ChannelChoice(arguments.text("channel") ?? "mix")
    startSeconds = try arguments.seconds("start") ?? 0
    durationSeconds = try arguments.seconds("duration")
    if durationSeconds == 0 { throw UsageError("--duration is 0; it must be longer") }
    blockFrames = try arguments.integer("block", in: 1...1 << 20) ?? 1024
  }

  /// `source` as it is to be heard.
  func stream(of source: any AudioSource) throws -> MonoStream {
    try MonoStream(
      source: source, channel: channel, startSeconds: startSeconds, durationSeconds: durationSeconds,
      blockFrames: blockFrames)
  }
}
