/// What one model, tested once, says of what it was tested on.
package struct EvaluationRun: Codable, Sendable, Equatable {
  /// The part that was held out, counted from 0.
  package var fold: Int
  /// The seed of the training.
  package var seed: UInt64
  package var predictions: [Prediction]
  /// Along pieces with ratings along time.
  package var tracks: [TrackPrediction]
  /// What it says when the clips are heard otherwise, as far as that was asked.
  package var variants: [RunVariant]
  /// What the training took; nil of a model that was there.
  package var trainingSeconds: Double?
  /// Numbers that were learnt; nil where nobody counted them.
  package var parameters: Int?
  /// What the answers took, for a hop of what was heard, features aside; nil where nobody took the time.
  package var microsecondsPerHop: Double?

  package init(
    fold: Int, seed: UInt64, predictions: [Prediction], tracks: [TrackPrediction] = [],
    variants: [RunVariant] = [], trainingSeconds: Double? = nil, parameters: Int? = nil,
    microsecondsPerHop: Double? = nil
  ) {
    self.fold = fold
    self.seed = seed
    self.predictions = predictions
    self.tracks = tracks
    self.variants = variants
    self.trainingSeconds = trainingSeconds
    self.parameters = parameters
    self.microsecondsPerHop = microsecondsPerHop
  }

  /// - Throws: `PredictionError` for the first value that is none of its kind.
  package func check() throws(PredictionError) {
    for prediction in predictions + variants.flatMap(\.predictions) { try prediction.check() }
    for track in tracks + variants.flatMap(\.tracks) { try track.check() }
  }

  /// The same model's run of a variant; nil where there is none.
  func variant(_ kind: RunVariant.Kind) -> EvaluationRun? {
    variants.first { $0.kind == kind }.map {
      EvaluationRun(fold: fold, seed: seed, predictions: $0.predictions, tracks: $0.tracks)
    }
  }
}
