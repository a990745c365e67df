import MoodCore

@testable import MoodEvaluation

extension Prediction {
  /// Of a made-up corpus; each clip a group of its own unless said otherwise.
  init(
    _ index: Int, group: Int? = nil, fold: Int = 0, seed: UInt64 = 1, quadrants: [Double]? = nil,
    valence: Double? = nil, arousal: Double? = nil, emotions: [Double]? = nil,
    emotionThresholds: [Double]? = nil, confidence: Double, quadrant: Int? = nil,
    ratedValence: Double? = nil, ratedArousal: Double? = nil, emotionShares: [Double]? = nil,
    emotionClass: Int? = nil
  ) {
    self.init(
      corpus: "made", clip: "\(index)", group: "\(group ?? index)", fold: fold, seed: seed,
      quadrants: quadrants, valence: valence, arousal: arousal, emotions: emotions,
      emotionThresholds: emotionThresholds, confidence: confidence, quadrant: quadrant,
      ratedValence: ratedValence, ratedArousal: ratedArousal, emotionShares: emotionShares,
      emotionClass: emotionClass)
  }

  /// A guess that is right or not.
  static func guess(_ index: Int, isRight: Bool, group: Int? = nil, seed: UInt64 = 1) -> Prediction {
    Prediction(
      index, group: group, seed: seed, quadrants: [0.7, 0.1, 0.1, 0.1], confidence: 0.7,
      quadrant: isRight ? 1 : 2)
  }
}

extension TrackPrediction {
  /// Of a made-up corpus, with the same values for valence and arousal.
  init(_ index: Int, estimates: [Double], ratings: [Double]) {
    self.init(
      corpus: "made", piece: "\(index)", series: "\(index)", fold: 0, seed: 1,
      seconds: estimates.indices.map(Double.init), valence: estimates, arousal: estimates,
      ratedValence: ratings, ratedArousal: ratings)
  }
}
