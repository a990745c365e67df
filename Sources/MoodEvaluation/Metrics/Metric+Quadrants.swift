extension Metric where Row == Prediction {
  /// Of clips with a quadrant, classes being Q1…Q4.
  static var quadrants: [Metric] {
    [
      confusion("quadrant accuracy", \.accuracy),
      confusion("quadrant macro precision", \.macroPrecision),
      confusion("quadrant macro recall", \.macroRecall),
      confusion("quadrant macro F1", \.macroF1),
      confusion("quadrant average recall", \.averageRecall),
      sign("quadrant arousal sign", QuadrantSigns.highArousal, QuadrantSigns.isHighArousal),
      sign("quadrant valence sign", QuadrantSigns.positiveValence, QuadrantSigns.isPositiveValence),
      Metric("quadrant ECE", part: \.quadrantDecision) { decisions in
        Calibration.expectedError(decisions.lazy.map { ($0.largest, $0.isRight) })
      },
      Metric("quadrant NLL", part: \.quadrantDecision) {
        Calibration.negativeLogLikelihood($0.lazy.map(\.ofTruth))
      },
    ] + Decision.coverage("quadrant accuracy", \.quadrantDecision)
  }

  private static func confusion(
    _ name: String, _ figure: @escaping @Sendable (ConfusionMatrix) -> Double
  ) -> Metric {
    Metric(name, part: \.quadrantDecision) { decisions in
      figure(ConfusionMatrix(classes: 4, decisions.lazy.map { ($0.truth, $0.guess) }))
    }
  }

  /// Share of the clips of which more or less than half the probability lies where the label does.
  private static func sign(
    _ name: String, _ probability: @escaping @Sendable ([Double]) -> Double,
    _ label: @escaping @Sendable (Int) -> Bool
  ) -> Metric {
    Metric(
      name,
      part: { row in
        guard let quadrants = row.quadrants, let quadrant = row.quadrant else { return nil }
        return (probability(quadrants) > 0.5) == label(quadrant)
      },
      figure: { Double($0.count { $0 }) / Double($0.count) })
  }
}

extension Prediction {
  /// The quadrant that is taken for true, counted from 0; nil without quadrants or label.
  package var quadrantDecision: Decision? {
    guard let quadrants, let quadrant else { return nil }
    return Decision(probabilities: quadrants, truth: quadrant - 1, confidence: confidence)
  }

  /// The class that is taken for true; nil without estimates or class.
  package var classDecision: Decision? {
    guard let emotions, let emotionClass else { return nil }
    return Decision(probabilities: emotions, truth: emotionClass, confidence: confidence)
  }
}
