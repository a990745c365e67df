/// One class chosen among several by its probability.
package struct Decision: Sendable, Equatable {
  package var truth: Int
  /// The most probable class; the first of equals.
  package var guess: Int
  /// The probability of `guess`.
  package var largest: Double
  /// The probability of `truth`.
  package var ofTruth: Double
  /// How sure the model is, 0…1: what the surest are chosen by.
  package var confidence: Double

  package var isRight: Bool { truth == guess }

  package init(probabilities: [Double], truth: Int, confidence: Double) {
    precondition(probabilities.indices.contains(truth), "there is a probability for the true class")
    var best = 0
    for index in probabilities.indices where probabilities[index] > probabilities[best] { best = index }
    self.truth = truth
    guess = best
    largest = probabilities[best]
    ofTruth = probabilities[truth]
    self.confidence = confidence
  }

  /// Of how many of the clips the accuracy of the surest is told, beside that of all.
  package static let coverageShares = [0.75, 0.5]

  /// The accuracy of the surest clips, a metric for each of `coverageShares`.
  static func coverage(
    _ name: String, _ decision: @escaping @Sendable (Prediction) -> Decision?
  ) -> [Metric<Prediction>] {
    coverageShares.map { share in
      Metric("\(name) of the surest \(Int(share * 100))%", part: decision) { decisions in
        Calibration.accuracy(ofSurest: share, decisions.map { ($0.confidence, $0.isRight) })
      }
    }
  }
}
