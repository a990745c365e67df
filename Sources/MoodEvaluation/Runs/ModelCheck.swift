package import MoodCorpus
package import MoodInference

/// Tests a finished model on clips that it has not been trained on.
package enum ModelCheck {
  /// Why a model may not be tested.
  package enum Refusal: Error, Equatable, CustomStringConvertible {
    case seenGroup(group: String, model: String)

    package var description: String {
      switch self {
      case .seenGroup(let group, let model):
        "the model “\(model)” was trained on “\(group)”, so a test on it would say nothing"
      }
    }
  }

  /// - Parameter allowsSeenGroups: tests on what was trained on too, to see how much was learnt by heart.
  /// - Throws: `ModelError` where the examination's columns are not those that the model was trained on;
  ///   `Refusal.seenGroup`, naming the first; `PredictionError`; `Interrupted`.
  package static func run(
    _ file: ModelFile, on clips: [Clip], _ examination: Examination, allowsSeenGroups: Bool
  ) throws -> EvaluationReport {
    try file.metadata.check(against: examination.cache.schema)
    let seen = try checkGroups(file.metadata, clips, allowsSeenGroups: allowsSeenGroups)
    let run = try examination.run(
      EmotionModel(file), on: clips, fold: 0, seed: file.metadata.seed, hasVariants: true)
    let title = "model \(file.metadata.name), " + (seen ? "artists seen in training" : "artists unseen")
    return try EvaluationReport(kind: seen ? .seen : .unseen, title: title, runs: [run])
  }

  /// Whether some clip is of an artist that the model was trained on.
  /// - Throws: `Refusal.seenGroup`, naming the first, where that is not allowed.
  @discardableResult
  package static func checkGroups(
    _ metadata: ModelMetadata, _ clips: [Clip], allowsSeenGroups: Bool
  ) throws -> Bool {
    guard let seen = seenClip(metadata, clips) else { return false }
    guard allowsSeenGroups else { throw Refusal.seenGroup(group: seen.group, model: metadata.name) }
    return true
  }

  /// The first clip of an artist that the model was trained on; nil where there is none.
  private static func seenClip(_ metadata: ModelMetadata, _ clips: [Clip]) -> Clip? {
    let seen = Set(metadata.seenGroups.map { Clip.artist(ofGroup: $0) })
    return clips.first { seen.contains($0.artist) }
  }
}
