import Testing

@testable import MoodEvaluation

/// Every metric as a report names it, against scikit-learn and NumPy.
@Suite struct MetricTests {
  private let goldens: MetricGoldens

  init() throws { goldens = try MetricGoldens.load() }

  private func value(_ name: String, _ predictions: [Prediction]) -> Double? {
    Metric.ofClips.first { $0.name == name }?.value(predictions)
  }

  private func quadrantPredictions() -> [Prediction] {
    goldens.quadrants.truth.indices.map { index in
      Prediction(
        index, quadrants: goldens.quadrants.probabilities[index],
        confidence: goldens.quadrants.confidence[index], quadrant: goldens.quadrants.truth[index] + 1)
    }
  }

  private func classPredictions() -> [Prediction] {
    goldens.classes.truth.indices.map { index in
      Prediction(
        index, emotions: goldens.classes.probabilities[index],
        confidence: goldens.classes.confidence[index], emotionClass: goldens.classes.truth[index])
    }
  }

  @Test func quadrantsEqualScikitLearn() {
    let predictions = quadrantPredictions()
    let case4 = goldens.quadrants
    #expect(isSame(value("quadrant accuracy", predictions), case4.figures.accuracy))
    #expect(isSame(value("quadrant macro precision", predictions), case4.figures.macroPrecision))
    #expect(isSame(value("quadrant macro recall", predictions), case4.figures.macroRecall))
    #expect(isSame(value("quadrant macro F1", predictions), case4.figures.macroF1))
    #expect(isSame(value("quadrant average recall", predictions), case4.figures.averageRecall))
    #expect(isSame(value("quadrant arousal sign", predictions), case4.arousalSign))
    #expect(isSame(value("quadrant valence sign", predictions), case4.valenceSign))
    #expect(isSame(value("quadrant ECE", predictions), case4.calibrationError))
    #expect(isSame(value("quadrant NLL", predictions), case4.negativeLogLikelihood))
    #expect(isSame(value("quadrant accuracy of the surest 75%", predictions), case4.surest75))
    #expect(isSame(value("quadrant accuracy of the surest 50%", predictions), case4.surest50))
    let matrix = ConfusionMatrix(
      classes: 4, predictions.compactMap(\.quadrantDecision).map { ($0.truth, $0.guess) })
    #expect(matrix.counts == case4.figures.confusion)
    for index in 0..<4 {
      #expect(isSame(matrix.precision(index), case4.figures.precision[index]))
      #expect(isSame(matrix.recall(index), case4.figures.recall[index]))
      #expect(isSame(matrix.f1(index), case4.figures.f1[index]))
    }
  }

  @Test func classesEqualScikitLearn() {
    let predictions = classPredictions()
    #expect(isSame(value("emotion accuracy", predictions), goldens.classes.figures.accuracy))
    #expect(isSame(value("emotion UAR", predictions), goldens.classes.figures.averageRecall))
    #expect(isSame(value("emotion macro F1", predictions), goldens.classes.figures.macroF1))
    #expect(isSame(value("emotion high arousal", predictions), goldens.classes.highArousal))
    #expect(isSame(value("emotion ECE", predictions), goldens.classes.calibrationError))
    #expect(isSame(value("emotion NLL", predictions), goldens.classes.negativeLogLikelihood))
    #expect(isSame(value("emotion accuracy of the surest 50%", predictions), goldens.classes.surest50))
  }

  @Test func sharesEqualScikitLearn() {
    let predictions = goldens.emotions.shares.indices.map { index in
      Prediction(
        index, emotions: goldens.emotions.estimates[index],
        emotionThresholds: goldens.emotions.thresholds, confidence: 1,
        emotionShares: goldens.emotions.shares[index])
    }
    #expect(isSame(value("mean r", predictions), goldens.emotions.meanPearson))
    #expect(isSame(value("dominant emotion", predictions), goldens.emotions.dominant))
    #expect(isSame(value("emotions Hamming loss", predictions), goldens.emotions.hammingLoss))
    #expect(isSame(value("emotions macro F1", predictions), goldens.emotions.macroF1))
  }

  @Test func tracksEqualNumPy() {
    let golden = goldens.tracks
    let tracks = golden.estimates.indices.map {
      TrackPrediction($0, estimates: golden.estimates[$0], ratings: golden.ratings[$0])
    }
    let values = Dictionary(
      uniqueKeysWithValues: Metric.ofTracks.map { ($0.name, $0.value(tracks)) })
    for side in ["valence", "arousal"] {
      #expect(isSame(values["\(side) CCC per measure"]!, golden.pooled.concordance))
      #expect(isSame(values["\(side) r per measure"]!, golden.pooled.pearson))
      #expect(isSame(values["\(side) RMSE per measure"]!, golden.pooled.rootMeanSquareError))
      #expect(isSame(values["\(side) r within pieces"]!, golden.withinPieces))
    }
  }

  @Test func flatPiecesHaveNoSay() {
    let varied = TrackPrediction(0, estimates: [0, 0.1, 0.3], ratings: [0, 0.2, 0.3])
    let flat = TrackPrediction(1, estimates: [0, 0.1, 0.3], ratings: [0.1, 0.1, 0.1])
    let metric = Metric.ofTracks.first { $0.name == "valence r within pieces" }!
    #expect(metric.value([varied, flat]) == metric.value([varied]))
    #expect(metric.value([flat]) == nil)
  }

  @Test func ofSeveralDominantEmotionsEachIsRight() {
    let tied = [0.4, 0.1, 0.4]
    #expect(EmotionShares.findsDominant((estimates: [0.5, 0.1, 0.2], shares: tied)))
    #expect(EmotionShares.findsDominant((estimates: [0.1, 0.1, 0.2], shares: tied)))
    #expect(!EmotionShares.findsDominant((estimates: [0.1, 0.6, 0.2], shares: tied)))
  }

  @Test func disgustIsNeitherHighNorLow() {
    #expect(SpeechArousal(class: 6) == nil && SpeechArousal(class: 8) == nil)
    let mostlyDisgust = [0.1, 0, 0, 0, 0.2, 0, 0.7, 0]
    #expect(SpeechArousal(likelierOf: mostlyDisgust) == .high)
  }

  @Test func nothingDefinesNoMetric() {
    for metric in Metric.ofClips {
      #expect(metric.value([]) == nil)
      #expect(metric.value([Prediction(0, confidence: 0)]) == nil)
    }
    for metric in Metric.ofTracks { #expect(metric.value([]) == nil) }
  }

  /// One class, one clip, constant ratings: no NaN anywhere.
  @Test func degenerateInputGivesFiniteFigures() {
    let one = Prediction(
      0, quadrants: [1, 0, 0, 0], valence: 0.1, arousal: 0.1, emotions: [0, 0, 1, 0, 0, 0, 0, 0],
      confidence: 1, quadrant: 2, ratedValence: 0.3, ratedArousal: 0.3, emotionClass: 0)
    for predictions in [[one], [one, one, one]] {
      for metric in Metric.ofClips {
        if let value = metric.value(predictions) { #expect(value.isFinite, "\(metric.name)") }
      }
      #expect(value("valence r", predictions) == nil)
      #expect(value("emotion high arousal", predictions) == nil)
      #expect(value("quadrant accuracy", predictions) == 0)
    }
    let undefined = Metric<Prediction>("nothing") { _ in Double.nan }
    #expect(undefined.value([one]) == nil)
  }

  /// Rounded means must not make equal values vary.
  @Test func equalValuesDoNotVary() {
    for value in [0.1, 0.3, 1.0 / 3, 0.7] {
      let moments = Moments((0..<37).map { (value, Double($0)) })
      #expect(moments.estimateVariance == 0 && moments.pearson == 0)
    }
  }
}
