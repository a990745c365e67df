extension Metric where Row == Prediction {
  /// Of clips with shares of listeners for each emotion.
  static var shares: [Metric] {
    [
      Metric("mean r", part: \.sharePair) { EmotionShares.meanPearson($0) },
      Metric("dominant emotion", part: \.sharePair) { pairs in
        Double(pairs.count(where: EmotionShares.findsDominant)) / Double(pairs.count)
      },
      decisions("emotions macro F1", EmotionShares.macroF1),
      decisions("emotions Hamming loss", EmotionShares.hammingLoss),
    ]
  }

  /// Of clips with an acted emotion.
  static var classes: [Metric] { classFigures + Decision.coverage("emotion accuracy", \.classDecision) }

  /// The same without the accuracy of the surest.
  static var classFigures: [Metric] {
    [
      confusion("emotion UAR", \.averageRecall),
      confusion("emotion accuracy", \.accuracy),
      confusion("emotion macro F1", \.macroF1),
      arousal("emotion high arousal", { $0.emotions.map { SpeechArousal(likelierOf: $0) } }),
      arousal("arousal above zero", { $0.arousal.map { $0 > 0 ? .high : .low } }),
      Metric("emotion ECE", part: \.classDecision) { decisions in
        Calibration.expectedError(decisions.lazy.map { ($0.largest, $0.isRight) })
      },
      Metric("emotion NLL", part: \.classDecision) {
        Calibration.negativeLogLikelihood($0.lazy.map(\.ofTruth))
      },
    ]
  }

  private static func decisions(
    _ name: String, _ figure: @escaping @Sendable ([ConfusionMatrix]) -> Double?
  ) -> Metric {
    Metric(
      name,
      part: { row -> (pair: EmotionShares.Pair, thresholds: [Double])? in
        guard let pair = row.sharePair else { return nil }
        let shared = Array(repeating: EmotionShares.feltShare, count: pair.shares.count)
        return (pair, row.emotionThresholds ?? shared)
      },
      figure: { figure(EmotionShares.decisions($0)) })
  }

  private static func confusion(
    _ name: String, _ figure: @escaping @Sendable (ConfusionMatrix) -> Double
  ) -> Metric {
    Metric(name, part: \.classDecision) { decisions in
      let classes = 1 + decisions.reduce(0) { max($0, $1.truth, $1.guess) }
      return figure(ConfusionMatrix(classes: classes, decisions.lazy.map { ($0.truth, $0.guess) }))
    }
  }

  /// Balanced accuracy of telling excited from calm speech; nil where clips of one of the two are missing.
  private static func arousal(
    _ name: String, _ guess: @escaping @Sendable (Prediction) -> SpeechArousal?
  ) -> Metric {
    Metric(
      name,
      part: { row -> (truth: Int, guess: Int)? in
        guard let truth = row.emotionClass.flatMap({ SpeechArousal(class: $0) }), let guess = guess(row)
        else {
          return nil
        }
        return (truth == .high ? 1 : 0, guess == .high ? 1 : 0)
      },
      figure: { pairs in
        let matrix = ConfusionMatrix(classes: 2, pairs)
        return matrix.support(0) > 0 && matrix.support(1) > 0 ? matrix.averageRecall : nil
      })
  }
}

extension Prediction {
  /// Estimates beside shares of listeners; nil without either.
  package var sharePair: EmotionShares.Pair? {
    guard let emotions, let emotionShares else { return nil }
    return (emotions, emotionShares)
  }
}
