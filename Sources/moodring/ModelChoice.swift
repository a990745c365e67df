import MoodInference

/// What `--model` names.
enum ModelChoice {
  /// The embedded model called `text`, or the one in the file at that path.
  static func file(_ text: String) throws -> ModelFile {
    if let bytes = EmbeddedModels.bytes(text) { return try ModelFile(bytes: bytes) }
    if text.contains("/") || text.hasSuffix(".safetensors") { return try ModelFile(path: text) }
    let names = EmbeddedModels.names
    throw UsageError(
      names.isEmpty
        ? "this moodring was built without models; name the path of one with --model"
        : "there is no embedded model \(text); there is \(names.joined(separator: ", ")), or give the path of one"
    )
  }

  /// The model, ready to run.
  static func load(_ text: String) throws -> EmotionModel { EmotionModel(try file(text)) }
}
