import Testing

@testable import MoodEvaluation

@Suite struct PredictionTests {
  private func sentence(_ prediction: Prediction) -> String? {
    do {
      try prediction.check()
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func wholePredictionsPass() {
    #expect(
      sentence(
        Prediction(
          0, quadrants: [0.25, 0.25, 0.25, 0.25], valence: -1, arousal: 1.1, emotions: [0.2, 0.8],
          confidence: 1, quadrant: 4, ratedValence: 1, ratedArousal: -1, emotionShares: [0, 1],
          emotionClass: 1)) == nil)
    #expect(sentence(Prediction(0, confidence: 0)) == nil)
  }

  @Test(arguments: [
    (
      Prediction(0, quadrants: [0.5, 0.5], confidence: 1),
      "the prediction of made/0 has 2 values of “quadrants”, expected 4"
    ),
    (
      Prediction(0, quadrants: [0.5, 0.5, 0.5, 0], confidence: 1),
      "the prediction of made/0 has probabilities in “quadrants” that add up to 1.5, expected 1"
    ),
    (
      Prediction(0, confidence: .nan),
      "the prediction of made/0 has nan in “confidence”, expected 0.0 to 1.0"
    ),
    (
      Prediction(0, valence: .infinity, confidence: 1),
      "the prediction of made/0 has inf in “valence”, expected -10.0 to 10.0"
    ),
    (
      Prediction(0, confidence: 1, quadrant: 5),
      "the prediction of made/0 has 5.0 in “quadrant”, expected 1.0 to 4.0"
    ),
    (
      Prediction(0, emotions: [], confidence: 1),
      "the prediction of made/0 has 0 values of “emotions”, expected 1"
    ),
    (
      Prediction(0, emotions: [0, 1], confidence: 1, emotionShares: [1]),
      "the prediction of made/0 has 1 values of “emotionShares”, expected 2"
    ),
    (
      Prediction(0, emotions: [0, 1], confidence: 1, emotionClass: 2),
      "the prediction of made/0 has 2.0 in “emotionClass”, expected 0.0 to 1.0"
    ),
  ])
  func faultsAreNamed(_ prediction: Prediction, _ expected: String) {
    #expect(sentence(prediction) == expected)
    #expect(throws: PredictionError.self) {
      try EvaluationReport(
        kind: .folds, title: "", runs: [EvaluationRun(fold: 0, seed: 1, predictions: [prediction])])
    }
  }

  @Test func unequalColumnsOfTracksAreRefused() {
    var track = TrackPrediction(0, estimates: [0, 1], ratings: [0, 1])
    track.ratedArousal.removeLast()
    #expect(
      throws: PredictionError.wrongCount(of: "made/0", field: "ratedArousal", found: 1, expected: 2)
    ) { try track.check() }
  }
}
