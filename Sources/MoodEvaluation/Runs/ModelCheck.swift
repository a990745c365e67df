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

  /// - Parameters:
  ///   - cache: rows in the columns that the model reads.
  ///   - allowsSeenGroups: tests on what was trained on too, to see how much was learnt by heart.
  /// - Throws: `ModelError` where the cache's columns are not those that the model was trained on;
  ///   `Refusal.seenGroup`, naming the first; `PredictionError`.
  package static func run(
    _ file: ModelFile, on clips: [Clip], cache: FeatureCache, allowsSeenGroups: Bool
  ) throws -> EvaluationReport {
    try file.metadata.check(against: cache.schema)
    let seen = seenClip(file.metadata, clips)
    if let seen, !allowsSeenGroups {
      throw Refusal.seenGroup(group: seen.group, model: file.metadata.name)
    }
    let run = try StreamedClip.run(
      of: EmotionModel(file), on: clips, cache: cache, fold: 0, seed: file.metadata.seed)
    let title =
      "model \(file.metadata.name), " + (seen == nil ? "artists unseen" : "artists seen in training")
    return try EvaluationReport(kind: seen == nil ? .unseen : .seen, title: title, runs: [run])
  }

  /// The first clip of an artist that the model was trained on; nil where there is none.
  private static func seenClip(_ metadata: ModelMetadata, _ clips: [Clip]) -> Clip? {
    let seen = Set(metadata.seenGroups.map { Clip.artist(ofGroup: $0) })
    return clips.first { seen.contains($0.artist) }
  }
}
