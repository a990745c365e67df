import MoodConfiguration
import MoodCorpus
import MoodEvaluation
import MoodInference
import MoodTraining

/// `moodring evaluate`: how right a model is about artists never heard.
enum EvaluateCommand: Command {
  static let syntax = CommandSyntax(
    name: "evaluate", operands: "", summary: "say how right a model is about artists never heard",
    details: """
      With --config, trains and tests folds: the clips of one artist are all in one fold, each fold is heard once by a
      model that was trained on the others, and everything goes through the streaming network as a listener gets it.
      With --model, tests a finished model on clips of artists that it was not trained on.

        moodring evaluate --config Configs/Training/music.json5 --corpus corpora --folds 5 --seeds 3
      """,
    options: [
      .value("config", "PATH", kind: .file, "train by this training configuration, fold by fold"),
      .value(
        "model", "NAME", kind: .text(examples: EmbeddedModels.names, paths: .files), "test this model instead"
      ),
      .value(
        "corpora", "NAMES",
        "with --model: folders below --corpus, with commas (default: those it was trained on)"),
      .flag("seen", "with --model: test on artists it was trained on, too"),
      .value("folds", "K", kind: .whole(2...20), "parts that take turns in being heard (default 5)"),
      .value(
        "seeds", "S", kind: .whole(1...100),
        "trainings of each fold, with seeds from the configuration's on (default 1)"),
      .value("split-seed", "N", kind: .whole(0...Int.max), "which artists share a fold (default 1)"),
      .value("json", "PATH", kind: .file, "where the report goes as JSON"),
    ] + Laboratory.declared)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    if let operand = arguments.operands.first {
      throw UsageError("evaluate takes no operand, but was given \(JSONTree.shown(operand))")
    }
    let laboratory = try Laboratory(arguments)
    let isStopped = StopFlag()
    let signals = SignalWatcher { isStopped.set() }
    let report: EvaluationReport?
    switch (arguments.text("config"), arguments.text("model")) {
    case (let path?, nil): report = try folds(path, arguments, laboratory, isStopped)
    case (nil, let name?): report = try model(name, arguments, laboratory, isStopped)
    default: throw UsageError("evaluate needs either --config or --model")
    }
    laboratory.progress.clear()
    guard let report else { return signals.status ?? .success }
    // Neither is lost because the other cannot be written: they took hours.
    let printed = Result { try StandardOutput.write(report.text) }
    if let path = arguments.text("json") { try Laboratory.write(Array(report.json.utf8), to: path) }
    try printed.get()
    return signals.status ?? .success
  }

  /// Trains and tests every fold; nil where it was stopped.
  private static func folds(
    _ path: String, _ arguments: Arguments, _ laboratory: Laboratory, _ isStopped: StopFlag
  ) throws -> EvaluationReport? {
    let configuration = try Laboratory.configuration(path)
    let folds = arguments.integer("folds") ?? 5
    let seedCount = arguments.integer("seeds") ?? 1
    let splitSeed = UInt64(arguments.integer("split-seed") ?? 1)
    let seeds = (0..<UInt64(seedCount)).map { configuration.seed + $0 }
    guard let material = try laboratory.material(configuration, goesOn: { !isStopped.isSet }) else { return nil }
    let set = material.set
    let run = try FoldRun(clips: set.clips, folds: folds, splitSeed: splitSeed, seeds: seeds)
    struct Stopped: Error {}
    do {
      return try run.run(cache: material.cache) { part, place in
        var own = configuration
        own.seed = place.seed
        let names = Set(part.map { "\($0.corpus)/\($0.name)" })
        let trainer = try Trainer(
          own, set: set.filter { names.contains("\($0.corpus)/\($0.name)") }, columns: material.columns)
        let result = try trainer.run { progress in
          laboratory.show(progress, label: "fold \(place.fold + 1) of \(folds), seed \(place.seed)")
          return !isStopped.isSet
        }
        if isStopped.isSet { throw Stopped() }
        return result.model
      } progress: { _ in
      }
    } catch is Stopped {
      return nil
    }
  }

  /// Tests a finished model; nil where it was stopped.
  private static func model(
    _ name: String, _ arguments: Arguments, _ laboratory: Laboratory, _ isStopped: StopFlag
  ) throws -> EvaluationReport? {
    let model = try ModelChoice.file(name)
    let corpora = arguments.text("corpora")?.split(separator: ",").map(String.init) ?? model.metadata.corpora
    let clips = try laboratory.clips(of: corpora)
    let columns = model.metadata.rowColumns.map(\.name)
    let cache = try laboratory.features(of: clips, columns: columns) { !isStopped.isSet }
    if isStopped.isSet { return nil }
    return try ModelCheck.run(model, on: clips, cache: cache, allowsSeenGroups: arguments.has("seen"))
  }
}
