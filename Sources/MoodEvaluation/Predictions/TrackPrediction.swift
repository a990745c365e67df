/// What one run of a model says along a piece, measure by measure, beside ratings along time.
package struct TrackPrediction: Evaluated, Codable, Equatable {
  package var corpus: String
  /// Name of the piece, unique within the corpus.
  package var piece: String
  /// What the pieces of one series share, and what is held out as a whole.
  package var series: String
  package var fold: Int
  package var seed: UInt64
  /// Where each measure lies, in seconds from the beginning.
  package var seconds: [Double]
  /// Estimates, −1…1, one a measure.
  package var valence: [Double]
  package var arousal: [Double]
  /// Ratings, −1…1, one a measure.
  package var ratedValence: [Double]
  package var ratedArousal: [Double]

  package var group: String { series }

  package init(
    corpus: String, piece: String, series: String, fold: Int, seed: UInt64, seconds: [Double],
    valence: [Double], arousal: [Double], ratedValence: [Double], ratedArousal: [Double]
  ) {
    self.corpus = corpus
    self.piece = piece
    self.series = series
    self.fold = fold
    self.seed = seed
    self.seconds = seconds
    self.valence = valence
    self.arousal = arousal
    self.ratedValence = ratedValence
    self.ratedArousal = ratedArousal
  }

  /// - Throws: `PredictionError` for the first column that is of another length than `seconds` or holds no number.
  package func check() throws(PredictionError) {
    let place = "\(corpus)/\(piece)"
    let columns = [
      ("seconds", seconds), ("valence", valence), ("arousal", arousal), ("ratedValence", ratedValence),
      ("ratedArousal", ratedArousal),
    ]
    for (field, values) in columns {
      guard values.count == seconds.count else {
        throw .wrongCount(of: place, field: field, found: values.count, expected: seconds.count)
      }
      let range = -1e6...1e6
      if let value = values.first(where: { !range.contains($0) }) {
        throw .outOfRange(of: place, field: field, found: value, expected: range)
      }
    }
  }
}
