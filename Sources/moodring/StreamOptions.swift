import MoodInference
import MoodSinks

/// What the options that `listen` and `analyze` share mean, validated once.
struct StreamOptions: Sendable {
  var hearing: HearingOptions
  var isRealtime: Bool
  var outputs: [SinkSpecification]
  var model: String
  var diagnostics: Diagnostics

  /// The single declaration of these options.
  static let declared: [Option] =
    HearingOptions.declared + [
      .flag("realtime", "read a file or stdin no faster than it sounds"),
      .value(
        "out", "SPEC", repeatable: true,
        "ndjson:-|PATH or osc:HOST:PORT[/prefix], then ?stage=now|settled|both&rate=N|hop"),
      .value(
        "model", "NAME", "an embedded model, or the path of one (default: \(EmbeddedModels.defaultName))"),
    ] + Diagnostics.declared

  /// - Throws: `UsageError`, `SinkSpecificationError` or `CaptureError`, each a sentence.
  init(_ arguments: Arguments) throws {
    hearing = try HearingOptions(arguments)
    isRealtime = arguments.has("realtime")
    outputs = try arguments.texts("out").map { try SinkSpecification($0) }
    model = arguments.text("model") ?? EmbeddedModels.defaultName
    diagnostics = Diagnostics(arguments)
  }
}
