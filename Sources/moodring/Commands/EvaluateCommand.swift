import MoodConfiguration
import MoodCorpus
import MoodEvaluation
import MoodInference

/// `moodring evaluate`: how right a model is about artists never heard.
enum EvaluateCommand: Command {
  /// Options that say something about trainings.
  private static let ofTrainings: [Option] = [
    Laboratory.folds,
    .value(
      "leave-out", "NAME", "instead of folds: hold out one group of this corpus at a time",
      details:
        "“corpora” holds out one corpus at a time, whole; clips of artists who are held out train nothing"),
    .value(
      "on", "NAMES", "test on these corpora alone, with commas; all are trained on (default: all)"),
    Laboratory.seeds, Laboratory.splitSeed,
    Laboratory.journal(
      "the same evaluation goes on where it was stopped; --curves and --robustness do not make it another one, "
        + "but have models of the first seed trained anew where they were not asked before"),
    Laboratory.fresh,
  ]
  /// Options that say something about a finished model.
  private static let ofModels: [Option] = [
    .value("corpora", "NAMES", "folders below --corpus, with commas (default: those it was trained on)"),
    .flag("seen", "test on artists it was trained on, too"),
  ]

  static let syntax = CommandSyntax(
    name: "evaluate", operands: "", summary: "say how right a model is about artists never heard",
    details: """
      With --config, trains and tests folds: the clips of one artist are all in one fold, each fold is heard once by a
      model that was trained on the others, and everything goes through the streaming network as a listener gets it.
      Finished runs are kept: after Ctrl-C the same command goes on where it stopped. With --model, tests a finished
      model on clips of artists that it was not trained on.

        moodring evaluate --config Configs/Training/music.json5 --corpus corpora --folds 5 --seeds 3
        moodring evaluate --config Configs/Training/music.json5 --corpus corpora --leave-out vgmidi
        moodring evaluate --model music --corpus others --corpora blues,jazz --curves --robustness
      """,
    options: [
      .value("config", "PATH", kind: .file, "train by this training configuration, part by part"),
      .value(
        "model", "NAME", kind: .text(examples: EmbeddedModels.names, paths: .files), "test this model instead"
      ),
      .flag(
        "curves",
        "also test with other lookaheads and on the first seconds of clips (of the first seed's models)"),
      .flag("robustness", "also test on degraded recordings (of the first seed's models)"),
      .value("json", "PATH", kind: .file, "where the report goes as JSON"),
    ] + Laboratory.declared + Option.group("options with --config", ofTrainings)
      + Option.group("options with --model", ofModels))

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    if let operand = arguments.operands.first {
      throw UsageError("evaluate takes no operand, but was given \(JSONTree.shown(operand))")
    }
    let laboratory = try Laboratory(arguments)
    let isStopped = StopFlag()
    let isTraining = arguments.has("config")
    guard isTraining != arguments.has("model") else {
      throw UsageError("evaluate needs either --config or --model")
    }
    if let stray = (isTraining ? ofModels : ofTrainings).first(where: { arguments.has($0.name) }) {
      throw UsageError("--\(stray.name) goes with --\(isTraining ? "model" : "config")")
    }
    try Laboratory.checkFolders(of: [arguments.text("json")])
    let evaluation = try isTraining ? FoldEvaluation(arguments, laboratory, isStopped) : nil
    let signals = SignalWatcher { isStopped.set() }
    let report: EvaluationReport
    do {
      report = try evaluation?.run() ?? model(arguments, laboratory, isStopped)
    } catch is Interrupted {
      laboratory.progress.clear()
      return signals.status ?? .success
    }
    laboratory.progress.clear()
    // Neither is lost because the other cannot be written: they took hours.
    let printed = Result { try StandardOutput.write(report.text) }
    if let path = arguments.text("json") { try Laboratory.write(Array(report.json.utf8), to: path) }
    try printed.get()
    return signals.status ?? .success
  }

  /// Tests a finished model.
  private static func model(
    _ arguments: Arguments, _ laboratory: Laboratory, _ isStopped: StopFlag
  ) throws -> EvaluationReport {
    let model = try ModelChoice.file(arguments.text("model") ?? "")
    let clips = try laboratory.clips(of: arguments.names("corpora") ?? model.metadata.corpora)
    try ModelCheck.checkGroups(model.metadata, clips, allowsSeenGroups: arguments.has("seen"))
    let columns = model.metadata.rowColumns.map(\.name)
    let cache = try laboratory.features(of: clips, columns: columns) { !isStopped.isSet }
    let examination = try laboratory.examination(
      arguments, of: clips, cache: cache, columns: columns, isStopped: isStopped)
    return try ModelCheck.run(model, on: clips, examination, allowsSeenGroups: arguments.has("seen"))
  }
}

extension Arguments {
  /// The names that an option was given, apart by commas; nil where it was not given.
  func names(_ option: String) -> [String]? {
    text(option)?.split(separator: ",").map { String($0) }
  }
}

extension Laboratory {
  /// What models are asked, as `--curves` and `--robustness` have it; the rows that it takes are computed.
  /// - Parameter clips: those that are tested.
  /// - Throws: `Interrupted`, and what makes features fail.
  func examination(
    _ arguments: Arguments, of clips: [Clip], cache: FeatureCache, columns: [String], isStopped: StopFlag
  ) throws -> Examination {
    var degraded: [Degradation: FeatureCache] = [:]
    if arguments.has("robustness") {
      for degradation in Degradation.allCases where !isStopped.isSet {
        degraded[degradation] = try features(
          of: clips, columns: columns, alteration: degradation.alteration, goesOn: { !isStopped.isSet })
      }
    }
    if isStopped.isSet { throw Interrupted() }
    let progress = progress
    return Examination(
      cache: cache, hasCurves: arguments.has("curves"), degraded: degraded, threads: Self.threads
    ) { what, done, total in
      progress.show(what, done: done, total: total)
      return !isStopped.isSet
    }
  }
}
