internal import MoodCore
internal import MoodCorpus
package import MoodEvaluation

/// What published systems did: rows are scaled by all, rarer classes are filled up before the split, parts of one track come
/// on both sides of it, and each emotion has a split of its own. Shows what such figures are worth, and nothing else.
package struct LeakyRun: Sendable {
  /// What came of one question.
  package struct Outcome: Sendable {
    /// Decisions of each fold.
    package var folds: [ConfusionMatrix]
    /// Rows that were tested.
    package var tested = 0
    /// Those of whose track there was another row, or one made of it, in the training.
    package var leaked = 0
  }

  /// Every so many rows of the training one by which a network ends.
  private static let innerPeriod = 10

  package let baseline: Baseline
  package let labels: ClipLabels

  package init(_ baseline: Baseline, labels: ClipLabels) {
    self.baseline = baseline
    self.labels = labels
  }

  /// Each question's decisions over `folds` random folds of `vectors`.
  /// - Throws: `ClassifierError`
  package func outcomes(
    _ vectors: [ClipVector], folds: Int, seed: UInt64, goesOn: () -> Bool = { true }
  ) throws -> [Outcome] {
    try labels.questions.enumerated().map { number, question in
      try outcome(question, vectors, folds: folds, seed: seed, number: UInt64(number), goesOn: goesOn)
    }
  }

  private func outcome(
    _ question: ClipLabels.Question, _ vectors: [ClipVector], folds: Int, seed: UInt64, number: UInt64,
    goesOn: () -> Bool
  ) throws(ClassifierError) -> Outcome {
    var examples = question.examples(vectors)
    let scaling = baseline.scaling(fittedOn: examples.rows)
    examples.rows = examples.rows.map(scaling.apply)
    let filled = baseline.smote?.fill(examples, seed: seed) ?? examples
    // A new row is made of others, which are mostly on the other side.
    let tracks = vectors.map { $0.clip.name }
    var order = Array(filled.rows.indices)
    var generator = SplitMix64(seed: seed, number)
    order.shuffle(using: &generator)
    var result = Outcome(folds: [])
    for fold in 0..<folds {
      let held = Set(order.enumerated().filter { $0.offset % folds == fold }.map(\.element))
      let rest = filled.rows.indices.filter { !held.contains($0) }
      let training = Examples(
        rows: rest.map { filled.rows[$0] }, classes: rest.map { filled.classes[$0] },
        classCount: filled.classCount)
      // A network ends by rows that are as much of the same tracks as those that are tested.
      let parts = baseline.kind.recipe.map { _ in training.parted(every: Self.innerPeriod) }
      let learnt = parts?.rest ?? training
      if let empty = learnt.counts.firstIndex(of: 0) { throw .emptyClass(question.classNames[empty]) }
      let classifier = try baseline.train(learnt, validation: parts?.one, seed: seed, goesOn: goesOn)
      let heard = Set(rest.compactMap { $0 < tracks.count ? tracks[$0] : nil })
      var matrix = ConfusionMatrix(classes: filled.classCount)
      for row in held.sorted() {
        let decision = Decision(
          probabilities: classifier.probabilities(of: filled.rows[row]), truth: filled.classes[row],
          confidence: 1)
        matrix.add(truth: decision.truth, guess: decision.guess)
        result.tested += 1
        if row >= tracks.count || heard.contains(tracks[row]) { result.leaked += 1 }
      }
      result.folds.append(matrix)
    }
    return result
  }
}
