import FoundationEssentials
import MoodCorpus
import MoodEvaluation
import MoodInference
import MoodTraining

/// `evaluate --config`: trains and tests part after part, and keeps what is done.
struct FoldEvaluation {
  private let configuration: TrainingConfiguration
  private let rotation: Rotation
  private let seeds: [UInt64]
  private let tested: [String]?
  private let journalFolder: String
  private let arguments: Arguments
  private let laboratory: Laboratory
  private let isStopped: StopFlag

  /// - Throws: `UsageError`, and what makes a configuration unusable.
  init(_ arguments: Arguments, _ laboratory: Laboratory, _ isStopped: StopFlag) throws {
    let configuration = try Laboratory.configuration(arguments.text("config") ?? "")
    let trained = configuration.corpora.map(\.folder)
    if let leftOut = arguments.text("leave-out") {
      if let stray = ["folds", "split-seed"].first(where: arguments.has) {
        throw UsageError("--\(stray) and --leave-out exclude one another")
      }
      guard trained.contains(leftOut) || leftOut == "corpora" else {
        throw UsageError(
          "--leave-out: found \(leftOut), expected “corpora” or one that the configuration trains on: "
            + trained.joined(separator: ", "))
      }
      rotation = leftOut == "corpora" ? .corpora : .groups(ofCorpus: leftOut)
    } else {
      rotation = .folds(
        arguments.integer("folds") ?? 5, seed: UInt64(arguments.integer("split-seed") ?? 1))
    }
    tested = arguments.names("on")
    if let stranger = tested?.first(where: { !trained.contains($0) }) {
      throw UsageError(
        "--on: found \(stranger), expected some that the configuration trains on: "
          + trained.joined(separator: ", "))
    }
    if case .groups(let corpus) = rotation, let tested, !tested.contains(corpus) {
      throw UsageError("--leave-out \(corpus) tests on nothing of \(tested.joined(separator: ", "))")
    }
    let count = UInt64(arguments.integer("seeds") ?? 1)
    seeds = (0..<count).map { configuration.seed + $0 }
    journalFolder = Laboratory.journalFolder(arguments)
    self.configuration = configuration
    self.arguments = arguments
    self.laboratory = laboratory
    self.isStopped = isStopped
  }

  /// - Throws: `Interrupted`, after saying what is kept.
  func run() throws -> EvaluationReport {
    let isStopped = isStopped
    guard let material = try laboratory.material(configuration, goesOn: { !isStopped.isSet }) else {
      throw Interrupted()
    }
    let run = try FoldRun(
      clips: material.set.clips, rotation: rotation, seeds: seeds, tested: tested)
    let journal = RunJournal(
      folder: journalFolder, configuration: fingerprintText(material.cache.schema.hash),
      clips: material.set.clips, rotation: rotation, tested: tested,
      modelFormat: ModelMetadata.currentFormat
    ) { laboratory.diagnostics.notice($0) }
    if arguments.has("fresh") { try journal.forget() }
    try journal.prepare()
    let examination = try laboratory.examination(
      arguments, of: run.testedClips, cache: material.cache, columns: material.columns.names,
      isStopped: isStopped)
    var done = 0
    do {
      return try run.run(examination, journal: journal) { clips, part in
        try train(clips, part, run: run, material: material)
      } progress: { result, wasKept in
        done += 1
        tell(result, of: run, wasKept: wasKept)
      }
    } catch is Interrupted {
      laboratory.progress.clear()
      laboratory.diagnostics.notice(
        "stopped: \(done) of \(run.parts.count) runs are kept in \(journalFolder), and the same command goes on"
      )
      throw Interrupted()
    }
  }

  private func train(
    _ clips: [Clip], _ part: FoldRun.Part, run: FoldRun, material: Laboratory.Material
  ) throws -> ModelFile {
    var own = configuration
    own.seed = part.seed
    own.keep(corpora: Set(clips.map(\.corpus)))
    let names = Set(clips.map { "\($0.corpus)/\($0.name)" })
    let trainer = try Trainer(
      own, set: material.set.filter { names.contains("\($0.corpus)/\($0.name)") },
      columns: material.columns)
    let label = label(part, run)
    return try trainer.run { progress in
      laboratory.show(progress, label: label)
      if isStopped.isSet { throw Interrupted() }
      return true
    }.model
  }

  /// One line of what a run has come to.
  private func tell(_ result: EvaluationRun, of run: FoldRun, wasKept: Bool) {
    laboratory.progress.clear()
    let figures = (try? EvaluationReport.summary(of: [result])) ?? [:]
    let leading = figures.filter { ReportFigure.isLeading($0.key) }.sorted { $0.key < $1.key }
      .map { "\($0.key) \(Self.rounded($0.value.mean))" }
    let seconds = result.trainingSeconds.map { "trained in \(Int($0.rounded())) s" }
    let origin = wasKept ? "kept" : seconds ?? "tested"
    laboratory.diagnostics.notice(
      "\(label(FoldRun.Part(fold: result.fold, seed: result.seed), run)), \(origin): "
        + (leading.isEmpty
          ? "no figure, since no label is of what it estimates" : leading.joined(separator: ", ")))
  }

  private func label(_ part: FoldRun.Part, _ run: FoldRun) -> String {
    "part \(part.fold + 1) of \(run.split.foldCount), seed \(part.seed)"
  }

  /// Everything but the seed that decides what a training gives.
  private func fingerprintText(_ schemaHash: String) -> String {
    var configuration = configuration
    configuration.seed = 0
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let json = try? encoder.encode(configuration) else {
      preconditionFailure("a configuration can always be written")
    }
    return schemaHash + String(decoding: json, as: UTF8.self)
  }

  private static func rounded(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}

extension TrainingConfiguration {
  /// Drops the corpora of which nothing is trained on, and gives the others' shares what those had.
  fileprivate mutating func keep(corpora kept: Set<String>) {
    corpora.removeAll { !kept.contains($0.folder) }
    let sum = corpora.reduce(0) { $0 + $1.share }
    guard sum > 0 else { return }
    for index in corpora.indices { corpora[index].share /= sum }
  }
}
