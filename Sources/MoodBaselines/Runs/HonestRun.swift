internal import MoodCorpus
package import MoodEvaluation

/// Trains a baseline on some clips and tests it on others, of whose artists there is none among the first.
package struct HonestRun: Sendable {
  package let baseline: Baseline
  package let labels: ClipLabels

  package init(_ baseline: Baseline, labels: ClipLabels) {
    self.baseline = baseline
    self.labels = labels
  }

  /// What the baseline says of `tested`, having learnt from `trained` alone: scaling, new rows and thresholds too.
  /// - Throws: `ClassifierError`, `CorpusError`
  package func predictions(
    trained: [ClipVector], tested: [ClipVector], fold: Int, seed: UInt64
  ) throws -> [Prediction] {
    try Split.checkDisjoint(trained.map(\.clip), tested.map(\.clip))
    switch labels {
    case .quadrants:
      let fitted = try fit(.quadrant, trained, seed: seed)
      return tested.map { vector in
        let probabilities = fitted.probabilities(of: vector.values)
        var prediction = Prediction(of: vector.clip, fold: fold, seed: seed)
        prediction.quadrants = probabilities
        prediction.confidence = probabilities.max() ?? 0
        return prediction
      }
    case .emotions:
      let (inner, rest) = try innerPart(of: trained, seed: seed)
      var predictions = tested.map { Prediction(of: $0.clip, fold: fold, seed: seed) }
      for question in labels.questions {
        let threshold = try threshold(question, rest: rest, inner: inner, seed: seed)
        let fitted = try fit(question, trained, seed: seed)
        for (index, vector) in tested.enumerated() {
          predictions[index].emotions =
            (predictions[index].emotions ?? []) + [fitted.probabilities(of: vector.values)[1]]
          predictions[index].emotionThresholds = (predictions[index].emotionThresholds ?? []) + [threshold]
        }
      }
      return predictions
    }
  }

  private func fit(
    _ question: ClipLabels.Question, _ vectors: [ClipVector], seed: UInt64
  ) throws(ClassifierError) -> FittedBaseline {
    try baseline.fit(question.examples(vectors), names: question.classNames, seed: seed)
  }

  /// A fifth of the training clips, artists apart from the others.
  private func innerPart(
    of vectors: [ClipVector], seed: UInt64
  ) throws -> (inner: [ClipVector], rest: [ClipVector]) {
    let (inner, rest) = try Split(vectors.map(\.clip), folds: 5, seed: seed).sides(of: vectors, held: 0)
    return (inner, rest)
  }

  /// The probability from which on an emotion counts as felt, so that the F1 on the inner part is best; the lowest of
  /// equals.
  private func threshold(
    _ question: ClipLabels.Question, rest: [ClipVector], inner: [ClipVector], seed: UInt64
  ) throws(ClassifierError) -> Double {
    let fitted = try fit(question, rest, seed: seed)
    let answers = inner.map {
      (truth: question.answer(of: $0.clip), estimate: fitted.probabilities(of: $0.values)[1])
    }
    var (best, threshold) = (-1.0, 0.5)
    for candidate in Set(answers.map(\.estimate)).sorted() {
      let matrix = ConfusionMatrix(
        classes: 2, answers.map { (truth: $0.truth, guess: $0.estimate >= candidate ? 1 : 0) })
      if matrix.f1(1) > best { (best, threshold) = (matrix.f1(1), candidate) }
    }
    return threshold
  }
}

extension Prediction {
  /// The labels of `clip`, with nothing said of it yet.
  init(of clip: Clip, fold: Int, seed: UInt64) {
    self.init(
      corpus: clip.corpus, clip: clip.name, group: clip.artist, fold: fold, seed: seed, confidence: 1,
      quadrant: clip.quadrant?.quadrant.rawValue, emotionShares: clip.emotionShares?.map(Double.init))
  }
}
