package import MoodCorpus
package import MoodInference
internal import MoodRealtime

/// Trains on all parts but one and tests on that one, for each part and seed.
///
/// The clips of a test part choose nothing: they are heard by a finished model, through the streaming network.
package struct FoldRun: Sendable {
  /// What is trained and tested next.
  package struct Part: Sendable, Equatable {
    /// Counted from 0.
    package var fold: Int
    package var seed: UInt64

    package init(fold: Int, seed: UInt64) {
      self.fold = fold
      self.seed = seed
    }
  }

  /// Makes a model from clips; what it needs to choose an epoch it sets aside from them.
  package typealias Training = (_ clips: [Clip], _ part: Part) throws -> ModelFile

  package let clips: [Clip]
  package let rotation: Rotation
  package let split: Split
  package let seeds: [UInt64]
  /// The corpora that are tested, all of them trained on; nil: all.
  package let tested: [String]?
  /// What is trained and tested, in that order. Parts of which nothing is tested are left out.
  package let parts: [Part]

  /// - Throws: `CorpusError.tooFewGroups`.
  package init(clips: [Clip], rotation: Rotation, seeds: [UInt64], tested: [String]? = nil) throws {
    self.clips = clips
    self.rotation = rotation
    self.seeds = seeds
    self.tested = tested
    let split = try rotation.split(clips)
    self.split = split
    let held = Set(
      zip(clips, split.folds).filter { tested?.contains($0.0.corpus) ?? true }.map(\.1))
    parts = seeds.flatMap { seed in
      (0..<split.foldCount).filter(held.contains).map { Part(fold: $0, seed: seed) }
    }
  }

  /// What is on trial, and how.
  package var title: String {
    let title = rotation.title(count: split.foldCount)
    return tested.map { "\(title), tested on \($0.joined(separator: ", "))" } ?? title
  }

  /// The clips that some part tests.
  package var testedClips: [Clip] {
    zip(clips, split.folds).filter { $1 >= 0 && isTested($0) }.map(\.0)
  }

  /// Runs all parts, in order, and reports on each as it is done. What an examination asks beside the clips as they are
  /// is asked of the models of the first seed.
  /// - Parameters:
  ///   - journal: where finished parts are kept, so that they are not run again.
  ///   - progress: told of each part, and whether it was there.
  /// - Throws: `CorpusError`, what `train` throws, or `Interrupted`; parts that are done stay kept.
  package func run(
    _ examination: Examination, journal: RunJournal? = nil, train: Training,
    progress: (_ run: EvaluationRun, _ wasKept: Bool) -> Void
  ) throws -> EvaluationReport {
    var runs: [EvaluationRun] = []
    for part in parts {
      let hasVariants = part.seed == seeds.first
      let kept = journal?.finished(fold: part.fold, seed: part.seed)
        .flatMap { examination.asked(of: $0, hasVariants: hasVariants) }
      let run = try kept ?? test(part, examination, hasVariants: hasVariants, train: train)
      if kept == nil { try journal?.keep(run) }
      runs.append(run)
      progress(run, kept != nil)
    }
    return try EvaluationReport(kind: .folds, title: title, runs: runs)
  }

  private func test(
    _ part: Part, _ examination: Examination, hasVariants: Bool, train: Training
  ) throws -> EvaluationRun {
    let (held, rest) = split.sides(of: clips, held: part.fold)
    try Split.checkDisjoint(held, rest)
    if rotation.checksClasses { try split.checkClasses(rest) }
    let start = MonotonicClock.nanoseconds()
    let model = EmotionModel(try train(rest, part))
    let seconds = Double(MonotonicClock.nanoseconds() - start) / 1e9
    var run = try examination.run(
      model, on: held.filter(isTested), fold: part.fold, seed: part.seed, hasVariants: hasVariants)
    run.trainingSeconds = seconds
    return run
  }

  private func isTested(_ clip: Clip) -> Bool { tested?.contains(clip.corpus) ?? true }
}
