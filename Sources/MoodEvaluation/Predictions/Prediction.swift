/// What one run of a model says of one clip as a whole, beside what people say of it.
///
/// A head that the model lacks, and a label that the clip lacks, is nil.
package struct Prediction: Evaluated, Codable, Equatable {
  package var corpus: String
  /// Name of the clip, unique within the corpus.
  package var clip: String
  package var group: String
  package var fold: Int
  package var seed: UInt64

  /// Probabilities of Q1…Q4.
  package var quadrants: [Double]?
  /// −1…1.
  package var valence: Double?
  /// −1…1.
  package var arousal: Double?
  /// One value 0…1 for each emotion: shares of listeners (music) or probabilities of classes (speech).
  package var emotions: [Double]?
  /// For each emotion the estimate from which on it counts as felt, chosen without the clips of this fold; nil where
  /// that is the threshold of the labels.
  package var emotionThresholds: [Double]?
  /// How sure the model is, 0…1.
  package var confidence: Double

  /// The label, 1…4.
  package var quadrant: Int?
  /// Mean rating, −1…1.
  package var ratedValence: Double?
  /// Mean rating, −1…1.
  package var ratedArousal: Double?
  /// Share of listeners that felt each emotion, 0…1.
  package var emotionShares: [Double]?
  /// The acted class, an index into `emotions`.
  package var emotionClass: Int?

  package init(
    corpus: String, clip: String, group: String, fold: Int, seed: UInt64, quadrants: [Double]? = nil,
    valence: Double? = nil, arousal: Double? = nil, emotions: [Double]? = nil,
    emotionThresholds: [Double]? = nil, confidence: Double, quadrant: Int? = nil,
    ratedValence: Double? = nil, ratedArousal: Double? = nil, emotionShares: [Double]? = nil,
    emotionClass: Int? = nil
  ) {
    self.corpus = corpus
    self.clip = clip
    self.group = group
    self.fold = fold
    self.seed = seed
    self.quadrants = quadrants
    self.valence = valence
    self.arousal = arousal
    self.emotions = emotions
    self.emotionThresholds = emotionThresholds
    self.confidence = confidence
    self.quadrant = quadrant
    self.ratedValence = ratedValence
    self.ratedArousal = ratedArousal
    self.emotionShares = emotionShares
    self.emotionClass = emotionClass
  }

  /// - Throws: `PredictionError` for the first value that is none of its kind.
  package func check() throws(PredictionError) {
    let place = "\(corpus)/\(clip)"
    try Self.check([confidence], in: 0...1, "confidence", of: place)
    if let quadrants {
      try Self.check(quadrants, in: 0...1, "quadrants", of: place)
      guard quadrants.count == 4 else {
        throw .wrongCount(of: place, field: "quadrants", found: quadrants.count, expected: 4)
      }
      try Self.checkSum(quadrants, "quadrants", of: place)
    }
    for (field, value) in [("valence", valence), ("arousal", arousal)] {
      if let value { try Self.check([value], in: -Self.affectLimit...Self.affectLimit, field, of: place) }
    }
    for (field, value) in [("ratedValence", ratedValence), ("ratedArousal", ratedArousal)] {
      if let value { try Self.check([value], in: -Self.affectLimit...Self.affectLimit, field, of: place) }
    }
    if let quadrant { try Self.check([Double(quadrant)], in: 1...4, "quadrant", of: place) }
    try checkEmotions(place)
  }

  private func checkEmotions(_ place: String) throws(PredictionError) {
    if let emotions {
      try Self.check(emotions, in: 0...1, "emotions", of: place)
      guard !emotions.isEmpty else {
        throw .wrongCount(of: place, field: "emotions", found: 0, expected: emotionShares?.count ?? 1)
      }
    }
    for (field, values) in [("emotionThresholds", emotionThresholds), ("emotionShares", emotionShares)] {
      guard let values else { continue }
      try Self.check(values, in: 0...1, field, of: place)
      if let emotions, values.count != emotions.count {
        throw .wrongCount(of: place, field: field, found: values.count, expected: emotions.count)
      }
    }
    if let emotionClass {
      let last = emotions.map { Double($0.count - 1) } ?? .greatestFiniteMagnitude
      try Self.check([Double(emotionClass)], in: 0...last, "emotionClass", of: place)
      if let emotions { try Self.checkSum(emotions, "emotions", of: place) }
    }
  }

  /// Ratings and estimates lie in −1…1; a linear head may overshoot a little, but not by that much.
  private static let affectLimit = 10.0

  private static func check(
    _ values: [Double], in range: ClosedRange<Double>, _ field: String, of place: String
  ) throws(PredictionError) {
    // A NaN is in no range.
    if let value = values.first(where: { !range.contains($0) }) {
      throw .outOfRange(of: place, field: field, found: value, expected: range)
    }
  }

  private static func checkSum(
    _ values: [Double], _ field: String, of place: String
  ) throws(PredictionError) {
    let sum = values.reduce(0, +)
    if abs(sum - 1) > 1e-3 { throw .notProbabilities(of: place, field: field, sum: sum) }
  }
}
