import MoodBaselines
import MoodConfiguration
import MoodCorpus
import MoodEvaluation
import MoodRealtime

/// `moodring compare`: several ways to learn the same labels, in one table.
enum CompareCommand: Command {
  static let syntax = CommandSyntax(
    name: "compare", operands: "CONFIG…", summary: "put several ways to learn the same labels into one table",
    details: """
      Trains and tests what each CONFIG describes (JSON5; Configs/Baselines/logistic.json5 explains every key) on the same
      folds of one corpus: the clips of one artist are all in one fold, and all that is fitted (scaling, new rows,
      thresholds) is fitted on the other folds.

      With --protocol leaky it does what some published figures are made of: parts of one track on both sides, classes filled
      up before the split, a split of its own for each emotion. Its rows are marked, and how much of what is tested leaks
      stands beside.

        moodring compare Configs/Baselines/*.json5 --corpus corpora --on 4q --folds 5 --seeds 3
        moodring compare Configs/Baselines/forest-smote.json5 --corpus corpora --on emotify --protocol leaky
      """,
    options: [
      .value(
        "on", "NAME", "the corpus, of which all clips have quadrants, or all shares of emotions (default: 4q)"
      ),
      .value("folds", "K", kind: .whole(2...20), "parts that take turns in being tested (default 5)"),
      .value(
        "seeds", "S", kind: .whole(1...100),
        "trainings of each part, with seeds one after another (default 1)"),
      .value("split-seed", "N", kind: .whole(0...Int.max), "which artists share a fold (default 1)"),
      .value(
        "protocol", "WORD", kind: .words(ComparisonRow.Procedure.allCases.map(\.rawValue)),
        "artists apart, or what leaks (default: honest)"),
      .value(
        "segments", "N", kind: .whole(1...100),
        "with --protocol leaky: parts that each clip is cut into (default 3)"),
      .value("json", "PATH", kind: .file, "where the table goes as JSON"),
    ] + Laboratory.declared, operandKind: .file)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard !arguments.operands.isEmpty else {
      throw UsageError(
        "compare needs the configuration of a baseline, such as Configs/Baselines/logistic.json5")
    }
    let laboratory = try Laboratory(arguments)
    try Laboratory.checkFolders(of: [arguments.text("json")])
    let configurations = try arguments.operands.map {
      try BaselineConfiguration(ConfigurationFile.text(path: $0), file: $0)
    }
    let isStopped = StopFlag()
    let comparison = try Comparison(arguments, laboratory, isStopped)
    let signals = SignalWatcher { isStopped.set() }
    var rows: [ComparisonRow] = []
    do {
      for configuration in configurations { rows.append(try comparison.row(of: configuration)) }
    } catch is Interrupted {
      laboratory.progress.clear()
      return signals.status ?? .success
    }
    laboratory.progress.clear()
    let table = ComparisonTable(title: comparison.title, rows: rows)
    let printed = Result { try StandardOutput.write(table.text) }
    if let path = arguments.text("json") { try Laboratory.write(Array(table.json.utf8), to: path) }
    try printed.get()
    return signals.status ?? .success
  }
}

/// What all rows of one table share.
private struct Comparison {
  let title: String
  private let corpus: String
  private let clips: [Clip]
  private let labels: ClipLabels
  private let folds: Int
  private let seeds: Int
  private let splitSeed: UInt64
  /// Parts of a clip under the leaky protocol; nil under the honest one.
  private let segments: Int?
  private let laboratory: Laboratory
  private let isStopped: StopFlag

  init(_ arguments: Arguments, _ laboratory: Laboratory, _ isStopped: StopFlag) throws {
    corpus = arguments.text("on") ?? "4q"
    clips = try laboratory.clips(of: [corpus])
    guard let labels = ClipLabels(of: clips) else {
      throw UsageError(
        "--on \(corpus): compare needs a corpus of which all clips have a quadrant, or all shares of emotions"
      )
    }
    self.labels = labels
    folds = arguments.integer("folds") ?? 5
    seeds = arguments.integer("seeds") ?? 1
    splitSeed = UInt64(arguments.integer("split-seed") ?? 1)
    let isLeaky = arguments.text("protocol") == ComparisonRow.Procedure.leaky.rawValue
    guard isLeaky || !arguments.has("segments") else {
      throw UsageError("--segments goes with --protocol leaky: honest tests hear whole clips")
    }
    segments = isLeaky ? arguments.integer("segments") ?? 3 : nil
    title =
      "\(corpus), \(folds) folds, \(seeds == 1 ? "1 seed" : "\(seeds) seeds"), "
      + (isLeaky ? "LEAKY: parts of one track on both sides" : "artists apart")
    self.laboratory = laboratory
    self.isStopped = isStopped
  }

  /// Trains and tests all folds of one configuration.
  func row(of configuration: BaselineConfiguration) throws -> ComparisonRow {
    let cache = try laboratory.features(of: clips, columns: configuration.columns) { !isStopped.isSet }
    if isStopped.isSet { throw Interrupted() }
    let vectors = try ClipVector.all(
      of: clips, cache: cache, statistics: configuration.statistics, segments: segments ?? 1)
    return segments == nil
      ? try honest(configuration, vectors) : try leaky(configuration, vectors)
  }

  private func honest(
    _ configuration: BaselineConfiguration, _ vectors: [ClipVector]
  ) throws -> ComparisonRow {
    let split = try Split(clips, folds: folds, seed: splitSeed)
    let run = HonestRun(configuration.baseline, labels: labels)
    var runs: [EvaluationRun] = []
    for seed in 0..<seeds {
      for fold in 0..<folds {
        try step(configuration, runs.count, of: seeds * folds)
        let (held, rest) = split.sides(of: vectors, held: fold)
        let start = MonotonicClock.nanoseconds()
        let predictions = try run.predictions(
          trained: rest, tested: held, fold: fold, seed: configuration.seed + UInt64(seed))
        runs.append(
          EvaluationRun(
            fold: fold, seed: configuration.seed + UInt64(seed), predictions: predictions,
            trainingSeconds: Self.seconds(since: start)))
      }
    }
    laboratory.progress.clear()
    let report = try EvaluationReport(kind: .folds, title: title, runs: runs)
    return ComparisonRow(name: configuration.baseline.name, report: report, corpus: corpus)
  }

  private func leaky(
    _ configuration: BaselineConfiguration, _ vectors: [ClipVector]
  ) throws -> ComparisonRow {
    let run = LeakyRun(configuration.baseline, labels: labels)
    var outcomes: [[LeakyRun.Outcome]] = []
    var seconds: [Double] = []
    for seed in 0..<seeds {
      try step(configuration, seed, of: seeds)
      let start = MonotonicClock.nanoseconds()
      outcomes.append(try run.outcomes(vectors, folds: folds, seed: configuration.seed + UInt64(seed)))
      seconds.append(Self.seconds(since: start) / Double(folds))
    }
    laboratory.progress.clear()
    return ComparisonRow(
      name: configuration.baseline.name, leaky: outcomes, labels: labels, seconds: seconds)
  }

  /// - Throws: `Interrupted`
  private func step(_ configuration: BaselineConfiguration, _ done: Int, of total: Int) throws {
    laboratory.progress.show(configuration.baseline.name, done: done, total: total)
    if isStopped.isSet { throw Interrupted() }
  }

  private static func seconds(since start: UInt64) -> Double {
    Double(MonotonicClock.nanoseconds() - start) / 1e9
  }
}
