internal import MoodCore
package import MoodCorpus
package import MoodInference

/// What estimates of whole clips are worth beside the clips' labels.
package struct Scores: Codable, Sendable, Equatable {
  /// Of the clips that have a quadrant, in the order Q1…Q4; nil where none has.
  package var quadrants: ConfusionMatrix?
  /// Of the clips with ratings; nil where none has.
  package var affect: AffectScores?

  package struct AffectScores: Codable, Sendable, Equatable {
    package var clips: Int
    package var valence: Agreement
    package var arousal: Agreement
  }

  /// - Parameter estimates: one for each clip.
  package init(clips: [Clip], estimates: [HeadOutputs]) {
    precondition(clips.count == estimates.count, "each clip has its estimate")
    var confusion = ConfusionMatrix(classes: 4)
    for (clip, estimate) in zip(clips, estimates) {
      guard let label = clip.quadrant else { continue }
      confusion.add(
        truth: label.quadrant.rawValue - 1, guess: Quadrant(largestOf: estimate.quadrants).rawValue - 1)
    }
    quadrants = confusion.total > 0 ? confusion : nil
    let rated = zip(clips, estimates).compactMap { clip, estimate in
      clip.affect.map { (rating: $0, estimate: estimate.affect) }
    }
    if !rated.isEmpty {
      affect = AffectScores(
        clips: rated.count, valence: Self.agreement(rated, \.valence),
        arousal: Self.agreement(rated, \.arousal))
    }
  }

  private static func agreement(
    _ rated: [(rating: Affect, estimate: Affect)], _ side: KeyPath<Affect, Float>
  ) -> Agreement {
    Agreement(
      estimates: rated.map { Double($0.estimate[keyPath: side]) },
      ratings: rated.map { Double($0.rating[keyPath: side]) })
  }

  /// The figures that a table shows, named.
  package var figures: KeyValuePairs<String, Double?> {
    [
      "quadrant accuracy": quadrants?.accuracy,
      "quadrant macro F1": quadrants?.macroF1,
      "quadrant average recall": quadrants?.averageRecall,
      "valence r": affect?.valence.pearson,
      "valence CCC": affect?.valence.concordance,
      "valence RMSE": affect?.valence.rootMeanSquareError,
      "arousal r": affect?.arousal.pearson,
      "arousal CCC": affect?.arousal.concordance,
      "arousal RMSE": affect?.arousal.rootMeanSquareError,
    ]
  }
}
