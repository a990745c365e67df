import Foundation
import Testing

/// What Goldens/make_goldens.py wrote: made-up predictions and what scikit-learn and NumPy make of them.
struct MetricGoldens: Decodable {
  struct Figures: Decodable {
    var confusion: [[Int]]
    var accuracy, macroPrecision, macroRecall, macroF1, averageRecall: Double
    var precision, recall, f1: [Double]
  }

  struct Classification: Decodable {
    var truth: [Int]
    var probabilities: [[Double]]
    var confidence: [Double]
    var figures: Figures
    var calibrationError, negativeLogLikelihood, surest75, surest50: Double
    var arousalSign, valenceSign, highArousal: Double?
  }

  struct Emotions: Decodable {
    var shares, estimates: [[Double]]
    var thresholds: [Double]
    var meanPearson, dominant, hammingLoss, macroF1: Double
  }

  struct Agreements: Decodable { var pearson, concordance, rootMeanSquareError: Double }

  struct Tracks: Decodable {
    var estimates, ratings: [[Double]]
    var pooled: Agreements
    var withinPieces: Double
  }

  struct Percentiles: Decodable { var values, ends: [Double] }

  var quadrants, classes: Classification
  var emotions: Emotions
  var tracks: Tracks
  var percentiles: Percentiles

  static func load() throws -> MetricGoldens {
    let url = try #require(
      Bundle.module.url(forResource: "metrics", withExtension: "json", subdirectory: "Goldens"))
    return try JSONDecoder().decode(MetricGoldens.self, from: Data(contentsOf: url))
  }
}

/// Whether two figures agree as closely as two programs can be asked to.
func isSame(_ figure: Double?, _ golden: Double?) -> Bool {
  guard let figure, let golden else { return false }
  return abs(figure - golden) < 1e-9
}
