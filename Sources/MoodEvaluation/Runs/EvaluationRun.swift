/// What one model, tested once, says of what it was tested on.
package struct EvaluationRun: Codable, Sendable, Equatable {
  /// The part that was held out, counted from 0.
  package var fold: Int
  /// The seed of the training.
  package var seed: UInt64
  package var predictions: [Prediction]
  /// Along pieces with ratings along time.
  package var tracks: [TrackPrediction]

  package init(fold: Int, seed: UInt64, predictions: [Prediction], tracks: [TrackPrediction] = []) {
    self.fold = fold
    self.seed = seed
    self.predictions = predictions
    self.tracks = tracks
  }

  /// - Throws: `PredictionError` for the first value that is none of its kind.
  package func check() throws(PredictionError) {
    for prediction in predictions { try prediction.check() }
    for track in tracks { try track.check() }
  }
}
