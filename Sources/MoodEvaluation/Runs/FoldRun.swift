package import MoodCorpus
package import MoodInference

/// Trains on all folds but one and tests on that one, for each fold and seed.
///
/// The clips of a test fold choose nothing: they are heard once, by a finished model, through the streaming network.
package struct FoldRun: Sendable {
  /// What is trained and tested next.
  package struct Part: Sendable, Equatable {
    /// Counted from 0.
    package var fold: Int
    package var seed: UInt64
  }

  /// Makes a model from clips; what it needs to choose an epoch it sets aside from them.
  package typealias Training = (_ clips: [Clip], _ part: Part) throws -> ModelFile

  package let clips: [Clip]
  package let split: Split
  package let seeds: [UInt64]

  /// - Parameter splitSeed: fixes who is in which fold, whatever the seeds of the trainings.
  /// - Throws: `CorpusError.tooFewGroups`.
  package init(clips: [Clip], folds: Int, splitSeed: UInt64, seeds: [UInt64]) throws {
    self.clips = clips
    self.seeds = seeds
    split = try Split(clips, folds: folds, seed: splitSeed)
  }

  /// Runs all parts, in order, and reports on each as it is done.
  /// - Parameters:
  ///   - cache: rows in the columns of the models that `train` makes.
  ///   - journal: where finished parts are kept, so that they are not run again.
  package func run(
    cache: FeatureCache, journal: RunJournal? = nil, train: Training, progress: (EvaluationRun) -> Void
  ) throws -> EvaluationReport {
    var runs: [EvaluationRun] = []
    for seed in seeds {
      for fold in 0..<split.foldCount {
        let run: EvaluationRun
        if let kept = journal?.finished(fold: fold, seed: seed) {
          run = kept
        } else {
          run = try test(fold, seed, cache: cache, train: train)
          try journal?.keep(run)
        }
        runs.append(run)
        progress(run)
      }
    }
    return try EvaluationReport(
      kind: .folds, title: "\(split.foldCount) folds, artists apart", runs: runs)
  }

  private func test(
    _ fold: Int, _ seed: UInt64, cache: FeatureCache, train: Training
  ) throws -> EvaluationRun {
    let (held, rest) = split.sides(of: clips, held: fold)
    try Split.checkDisjoint(held, rest)
    let model = EmotionModel(try train(rest, Part(fold: fold, seed: seed)))
    return try StreamedClip.run(of: model, on: held, cache: cache, fold: fold, seed: seed)
  }
}
