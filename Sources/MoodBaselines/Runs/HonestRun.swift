internal import MoodCorpus
package import MoodEvaluation
internal import MoodRealtime

/// Trains a baseline on some clips and tests it on others, of whose artists there is none among the first.
package struct HonestRun: Sendable {
  /// Of the artists that are trained on, one part of so many says when a network ends and which thresholds hold.
  private static let innerParts = 5

  package let baseline: Baseline
  package let labels: ClipLabels

  package init(_ baseline: Baseline, labels: ClipLabels) {
    self.baseline = baseline
    self.labels = labels
  }

  /// What came of a training.
  package struct Outcome: Sendable {
    package var predictions: [Prediction]
    /// Numbers that were learnt; nil where that is not how it is built.
    package var parameters: Int?
    /// What the answers for the tested clips took.
    package var testSeconds: Double
  }

  /// What the baseline says of `tested`, having learnt from `trained` alone: scaling, new rows, thresholds and when a
  /// network ends too.
  /// - Parameter goesOn: asked now and then.
  /// - Throws: `ClassifierError`, `CorpusError`
  package func outcome(
    trained: [ClipVector], tested: [ClipVector], fold: Int, seed: UInt64, goesOn: () -> Bool = { true }
  ) throws -> Outcome {
    try Split.checkDisjoint(trained.map(\.clip), tested.map(\.clip))
    let examiner = try examiner(trained, seed: seed, goesOn: goesOn)
    let start = MonotonicClock.nanoseconds()
    let predictions = tested.map { vector in
      var prediction = Prediction(of: vector.clip, labels, fold: fold, seed: seed)
      examiner.answer(vector.values, &prediction)
      return prediction
    }
    return Outcome(
      predictions: predictions, parameters: examiner.parameters,
      testSeconds: Double(MonotonicClock.nanoseconds() - start) / 1e9)
  }

  /// What answers for clips.
  private struct Examiner {
    let parameters: Int?
    let answer: (_ values: [Double], _ prediction: inout Prediction) -> Void
  }

  private func examiner(_ trained: [ClipVector], seed: UInt64, goesOn: () -> Bool) throws -> Examiner {
    let question = labels.questions[0]
    if let recipe = baseline.kind.recipe, labels != .emotions || baseline.smote == nil {
      let (fitted, thresholds) = try fitted(recipe, trained, seed: seed, goesOn: goesOn)
      return Examiner(parameters: fitted.classifier.parameterCount) { values, prediction in
        if let thresholds {
          prediction.emotions = fitted.probabilities(of: values)
          prediction.emotionThresholds = thresholds
        } else {
          question.tell(fitted.probabilities(of: values), &prediction)
        }
      }
    }
    switch labels {
    case .quadrants, .speech:
      let fitted = try fit(question, trained, seed: seed, goesOn: goesOn)
      return Examiner(parameters: fitted.classifier.parameterCount) { values, prediction in
        question.tell(fitted.probabilities(of: values), &prediction)
      }
    case .emotions:
      let (inner, rest) = try innerPart(of: trained, seed: seed)
      let experts = try labels.questions.map { question in
        let tuned = try fit(question, rest, validation: inner, seed: seed, goesOn: goesOn)
        let threshold = Self.threshold(
          inner.map { (question.answer(of: $0.clip), tuned.probabilities(of: $0.values)[1]) })
        // What ends by the inner part has to do without it; the others learn from all.
        let fitted =
          baseline.kind.recipe == nil ? try fit(question, trained, seed: seed, goesOn: goesOn) : tuned
        return (fitted: fitted, threshold: threshold)
      }
      let counts = experts.compactMap(\.fitted.classifier.parameterCount)
      return Examiner(parameters: counts.count == experts.count ? counts.reduce(0, +) : nil) {
        values, prediction in
        prediction.emotions = experts.map { $0.fitted.probabilities(of: values)[1] }
        prediction.emotionThresholds = experts.map(\.threshold)
      }
    }
  }

  /// A network of all questions, and where there are several the estimate from which on each is a yes.
  func fitted(
    _ recipe: NetworkRecipe, _ trained: [ClipVector], seed: UInt64, goesOn: () -> Bool
  ) throws -> (baseline: FittedBaseline, thresholds: [Double]?) {
    let (inner, rest) = try innerPart(of: trained, seed: seed)
    let questions = labels.questions
    guard questions.count > 1 else {
      return (try fit(questions[0], rest, validation: inner, seed: seed, goesOn: goesOn), nil)
    }
    func answers(_ vectors: [ClipVector]) -> [[Bool]] {
      vectors.map { vector in questions.map { $0.answer(of: vector.clip) == 1 } }
    }
    let fitted = try baseline.fit(
      recipe, rows: rest.map(\.values), answers: answers(rest),
      validation: (inner.map(\.values), answers(inner)), names: questions.map { $0.classNames[1] },
      seed: seed,
      goesOn: goesOn)
    let estimates = inner.map { fitted.probabilities(of: $0.values) }
    return (
      fitted,
      questions.indices.map { index in
        Self.threshold(zip(inner, estimates).map { (questions[index].answer(of: $0.clip), $1[index]) })
      }
    )
  }

  private func fit(
    _ question: ClipLabels.Question, _ vectors: [ClipVector], validation: [ClipVector] = [], seed: UInt64,
    goesOn: () -> Bool
  ) throws(ClassifierError) -> FittedBaseline {
    try baseline.fit(
      question.examples(vectors), validation: question.examples(validation), names: question.classNames,
      seed: seed, goesOn: goesOn)
  }

  /// A fifth of the training clips, artists apart from the others.
  private func innerPart(
    of vectors: [ClipVector], seed: UInt64
  ) throws -> (inner: [ClipVector], rest: [ClipVector]) {
    let artists = Set(vectors.map(\.clip.artist)).count
    guard artists >= Self.innerParts else {
      throw CorpusError.tooFewToHoldBack(artists: artists, expected: Self.innerParts)
    }
    let (inner, rest) = try Split(vectors.map(\.clip), folds: Self.innerParts, seed: seed).sides(
      of: vectors, held: 0)
    return (inner, rest)
  }

  /// The probability from which on an emotion counts as felt, so that the F1 on the inner part is best; the lowest of
  /// equals, and a half where nobody there felt it.
  private static func threshold(_ answers: [(truth: Int, estimate: Double)]) -> Double {
    var (best, threshold) = (0.0, 0.5)
    for candidate in Set(answers.map(\.estimate)).sorted() {
      let matrix = ConfusionMatrix(
        classes: 2, answers.map { (truth: $0.truth, guess: $0.estimate >= candidate ? 1 : 0) })
      if matrix.f1(1) > best { (best, threshold) = (matrix.f1(1), candidate) }
    }
    return threshold
  }
}

extension Prediction {
  /// Those labels of `clip` that are learnt, with nothing said of it yet.
  init(of clip: Clip, _ labels: ClipLabels, fold: Int, seed: UInt64) {
    self.init(
      corpus: clip.corpus, clip: clip.name, group: clip.artist, fold: fold, seed: seed, confidence: 1,
      quadrant: labels == .quadrants ? clip.quadrant?.quadrant.rawValue : nil,
      emotionShares: labels == .emotions ? clip.emotionShares?.map(Double.init) : nil,
      emotionClass: labels.isSpeech ? clip.emotionClass : nil)
  }
}
