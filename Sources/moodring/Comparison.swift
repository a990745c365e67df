import MoodBaselines
import MoodConfiguration
import MoodCorpus
import MoodEvaluation
import MoodRealtime

/// A file that is to become a row, and where it is an ensemble those of its members.
struct ComparisonPlan {
  let file: String
  private(set) var configuration: BaselineConfiguration
  private(set) var members: [ComparisonPlan] = []

  /// - Parameter owner: the file of an ensemble that it is a member of.
  init(file: String, owner: String? = nil) throws {
    self.file = file
    configuration = try BaselineConfiguration(ConfigurationFile.text(path: file), file: file)
    guard case .ensemble(let names) = configuration.content else { return }
    if let owner {
      throw ConfigurationFault.refused(file: owner, path: "members", reason: "\(file) is an ensemble itself")
    }
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    members = try names.map { name in
      var member = try ComparisonPlan(file: name.hasPrefix("/") ? name : folder + name, owner: file)
      // So that all members are of the same seeds.
      member.configuration.seed = configuration.seed
      return member
    }
  }
}

/// What all rows of one table share.
struct Comparison {
  let title: String
  private let corpus: String
  private let clips: [Clip]
  /// What takes the place of recordings.
  private let table: LabelledFeatures?
  private let labels: ClipLabels
  private let folds: Int
  private let seeds: Int
  private let splitSeed: UInt64
  /// Parts of a clip under the leaky protocol; nil under the honest one.
  private let segments: Int?
  private let laboratory: Laboratory
  private let journalFolder: String
  /// Whether what was kept is forgotten.
  private let isFresh: Bool
  /// The keys of what was forgotten.
  private var fresh: Set<String> = []
  private let isStopped: StopFlag

  /// Counts the changes of what a baseline makes of the same words.
  private static let format = 1

  init(_ arguments: Arguments, _ laboratory: Laboratory, _ isStopped: StopFlag) throws {
    if let path = arguments.text("table") {
      if let stray = ["on", "corpus", "segments"].first(where: arguments.has) {
        throw UsageError("--table has no recordings, so --\(stray) does not go with it")
      }
      let table = try LabelledFeatures(path: path)
      (self.table, clips, corpus) = (table, table.clips, table.clips[0].corpus)
    } else {
      corpus = arguments.text("on") ?? Laboratory.standardCorpus
      (table, clips) = (nil, try laboratory.clips(of: [corpus]))
    }
    guard let labels = ClipLabels(of: clips) else { throw UsageError.unlabelled(corpus) }
    self.labels = labels
    folds = arguments.integer("folds") ?? 5
    seeds = arguments.integer("seeds") ?? 1
    splitSeed = UInt64(arguments.integer("split-seed") ?? 1)
    let isLeaky = arguments.text("protocol") == ComparisonRow.Procedure.leaky.rawValue
    guard isLeaky || !arguments.has("segments") else {
      throw UsageError("--segments goes with --protocol leaky: honest tests hear whole clips")
    }
    segments = isLeaky ? arguments.integer("segments") ?? (table == nil ? 3 : 1) : nil
    title =
      "\(corpus), \(folds) folds, \(seeds == 1 ? "1 seed" : "\(seeds) seeds"), "
      + (isLeaky ? "LEAKY: artists and parts of their tracks on both sides" : "artists apart")
    self.laboratory = laboratory
    journalFolder = Laboratory.journalFolder(arguments)
    isFresh = arguments.has("fresh")
    self.isStopped = isStopped
  }

  /// - Throws: `UsageError` where one of them cannot become a row here: said before hours of work.
  func check(_ plans: [ComparisonPlan]) throws(UsageError) {
    if segments != nil, let ensemble = plans.first(where: { !$0.members.isEmpty }) {
      throw UsageError("\(ensemble.file) is an ensemble, which --protocol leaky has none of")
    }
  }

  /// Trains and tests all folds of a plan.
  mutating func row(of plan: ComparisonPlan) throws -> ComparisonRow {
    guard let segments else {
      let runs = try runs(of: plan)
      let report = try EvaluationReport(kind: .folds, title: title, runs: runs)
      return ComparisonRow(name: plan.configuration.name, report: report, runs: runs, corpus: corpus)
    }
    guard case .baseline(let baseline, let columns, let input) = plan.configuration.content else {
      preconditionFailure("leaky rows are checked to be no ensembles")
    }
    let material = try material(of: plan.file, baseline, columns, input, segments: segments)
    return try leaky(material.baseline, material.vectors, seed: plan.configuration.seed)
  }

  /// What a baseline hears.
  private struct Material {
    var baseline: Baseline
    var vectors: [ClipVector]
    /// Tells it from any other.
    var fingerprint: String
  }

  private func material(
    of file: String, _ baseline: Baseline, _ columns: [String], _ input: ClipInput, segments: Int = 1
  ) throws -> Material {
    if let table {
      guard let baseline = baseline.hearing(columns: table.names.count) else {
        throw UsageError("\(file) hears sequences of steps, and --table has one row for each clip")
      }
      return Material(
        baseline: baseline,
        vectors: zip(clips, table.rows).map { ClipVector(clip: $0, segment: 0, values: $1) },
        fingerprint: "\(table.names) \(table.rows)")
    }
    let isStopped = isStopped
    let cache = try laboratory.features(of: clips, columns: columns) { !isStopped.isSet }
    if isStopped.isSet { throw Interrupted() }
    return Material(
      baseline: baseline,
      vectors: try ClipVector.all(of: clips, cache: cache, input: input, segments: segments),
      fingerprint: cache.schema.hash)
  }

  private mutating func runs(of plan: ComparisonPlan) throws -> [EvaluationRun] {
    guard case .baseline(let baseline, let columns, let input) = plan.configuration.content else {
      var members: [[EvaluationRun]] = []
      for member in plan.members { members.append(try runs(of: member)) }
      return Ensemble.runs(of: members)
    }
    return try honest(try material(of: plan.file, baseline, columns, input), plan.configuration)
  }

  private mutating func honest(
    _ material: Material, _ configuration: BaselineConfiguration
  ) throws -> [EvaluationRun] {
    let (baseline, vectors) = (material.baseline, material.vectors)
    let journal = RunJournal(
      folder: journalFolder, configuration: "\(material.fingerprint) \(configuration.content)", clips: clips,
      rotation: .folds(folds, seed: splitSeed), modelFormat: Self.format
    ) { [laboratory] in laboratory.diagnostics.notice($0) }
    // What this command has made is not forgotten, though an ensemble asks for it once more.
    if isFresh, fresh.insert(journal.key).inserted { try journal.forget() }
    try journal.prepare()
    let isStopped = isStopped
    let split = try Split(clips, folds: folds, seed: splitSeed)
    let run = HonestRun(baseline, labels: labels)
    var runs: [EvaluationRun] = []
    for seed in (0..<seeds).map({ configuration.seed + UInt64($0) }) {
      for fold in 0..<folds {
        try step(baseline, runs.count, of: seeds * folds)
        if let kept = journal.finished(fold: fold, seed: seed) {
          runs.append(kept)
          continue
        }
        let (held, rest) = split.sides(of: vectors, held: fold)
        let start = MonotonicClock.nanoseconds()
        let outcome = try interruptible {
          try run.outcome(trained: rest, tested: held, fold: fold, seed: seed) { !isStopped.isSet }
        }
        let hops = held.reduce(0) { $0 + $1.hops }
        let own = EvaluationRun(
          fold: fold, seed: seed, predictions: outcome.predictions,
          trainingSeconds: Self.seconds(since: start) - outcome.testSeconds, parameters: outcome.parameters,
          microsecondsPerHop: hops == 0 ? nil : outcome.testSeconds * 1e6 / Double(hops))
        try journal.keep(own)
        runs.append(own)
      }
    }
    laboratory.progress.clear()
    return runs
  }

  private func leaky(_ baseline: Baseline, _ vectors: [ClipVector], seed: UInt64) throws -> ComparisonRow {
    let run = LeakyRun(baseline, labels: labels)
    var outcomes: [[LeakyRun.Outcome]] = []
    var seconds: [Double] = []
    for number in 0..<seeds {
      try step(baseline, number, of: seeds)
      let start = MonotonicClock.nanoseconds()
      outcomes.append(
        try interruptible {
          try run.outcomes(vectors, folds: folds, seed: seed + UInt64(number)) { !isStopped.isSet }
        })
      seconds.append(Self.seconds(since: start) / Double(folds))
    }
    laboratory.progress.clear()
    return ComparisonRow(name: baseline.name, leaky: outcomes, labels: labels, seconds: seconds)
  }

  /// - Throws: `Interrupted` in place of what says that it was stopped.
  private func interruptible<Value>(_ work: () throws -> Value) throws -> Value {
    do {
      return try work()
    } catch ClassifierError.stopped {
      throw Interrupted()
    }
  }

  /// - Throws: `Interrupted`
  private func step(_ baseline: Baseline, _ done: Int, of total: Int) throws {
    laboratory.progress.show(baseline.name, done: done, total: total)
    if isStopped.isSet { throw Interrupted() }
  }

  private static func seconds(since start: UInt64) -> Double {
    Double(MonotonicClock.nanoseconds() - start) / 1e9
  }
}
