import FoundationEssentials
import MoodConfiguration
import MoodCorpus
import MoodEvaluation
import MoodInference
import MoodTraining
import Synchronization

/// `moodring train`: a model from recordings with labels.
enum TrainCommand: Command {
  static let syntax = CommandSyntax(
    name: "train", operands: "CONFIG", summary: "train a model on recordings with labels",
    details: """
      Trains the networks that CONFIG describes (JSON5; Configs/Training/music.json5 explains every key), often one alone,
      and writes them as safetensors. Features are computed by the engine that listens, and kept. The best epoch of each so
      far is what results, also after Ctrl-C; before the first epoch on labels there is none.

      A CONFIG with a classifier, as compare takes it, becomes a network that hears clips whole, for analyze alone.

        moodring train Configs/Training/music.json5 --corpus corpora --out music.safetensors
        moodring train Configs/Training/cnn.json5 --corpus corpora --on emotify --out cnn.safetensors
      """,
    options: [
      .value("on", "NAME", "with a classifier: the corpus it is trained on (default: 4q)"),
      .value("out", "PATH", kind: .file, "where the model goes (default: NAME.safetensors)"),
      .value(
        "checkpoint", "PATH", kind: .file,
        "where the training is kept after each epoch, and where it goes on from if that file is there"),
      .value("history", "PATH", kind: .file, "where the course of the training goes, as JSON"),
      .value(
        "report", "PATH", kind: .file, "the JSON of evaluate --config, whose figures the model is to carry"),
    ] + Laboratory.declared)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard arguments.operands.count == 1, let path = arguments.operands.first else {
      throw UsageError("train needs one CONFIG")
    }
    let text = try ConfigurationFile.text(path: path)
    if ClipTraining.isMeant(by: text) { return try ClipTraining.run(arguments, text: text, path: path) }
    guard !arguments.has("on") else {
      throw UsageError("--on goes with a classifier; a streaming network's corpora stand in \(path)")
    }
    let laboratory = try Laboratory(arguments)
    let configuration = try TrainingConfiguration(json5: text)
    let metrics = try arguments.text("report").map(figures) ?? [:]
    let checkpoint = arguments.text("checkpoint")
    let historyPath = arguments.text("history")
    let out = arguments.text("out") ?? "\(configuration.name).safetensors"
    try Laboratory.checkFolders(of: [out, historyPath, checkpoint])
    let kept = try checkpoint.flatMap {
      FileManager.default.fileExists(atPath: $0) ? try Checkpoint(path: $0) : nil
    }
    let isStopped = StopFlag()
    let signals = SignalWatcher { isStopped.set() }

    guard let material = try laboratory.material(configuration, goesOn: { !isStopped.isSet }) else {
      return signals.status ?? .success
    }
    let trainer = try Trainer(configuration, set: material.set, columns: material.columns)
    if let kept, let checkpoint { try trainer.resume(kept, path: checkpoint) }
    guard let result = try train(trainer, checkpoint: checkpoint, laboratory, isStopped) else {
      return signals.status ?? .success
    }
    laboratory.progress.clear()

    var metadata = result.model.metadata
    metadata.metrics = metrics
    let model = try ModelFile(metadata: metadata, tensors: result.model.tensors)
    try Laboratory.write(model.bytes(), to: out)
    if let historyPath { try Laboratory.write(Array(result.history.json().utf8), to: historyPath) }
    let history = result.history
    let epochs = history.networks.filter { $0.bestEpoch > 0 }
      .map { "epoch \($0.bestEpoch) of \($0.epochs.count)" }
    laboratory.diagnostics.notice(
      "wrote \(out): \(epochs.joined(separator: ", ")), \(history.trainingClips) clips trained, "
        + "\(history.validationClips) chose the epoch")
    return signals.status ?? .success
  }

  /// nil, after saying so, where the training was stopped before there was a model.
  private static func train(
    _ trainer: Trainer, checkpoint: String?, _ laboratory: Laboratory, _ isStopped: StopFlag
  ) throws -> TrainingResult? {
    do {
      return try trainer.run { progress in
        laboratory.show(progress)
        if let checkpoint { try Laboratory.write(progress.checkpoint().bytes(), to: checkpoint) }
        return !isStopped.isSet
      }
    } catch is NothingLearnt where isStopped.isSet {
      laboratory.progress.clear()
      laboratory.diagnostics.notice(
        "wrote no model, since the training was stopped before its first epoch on labels"
          + (checkpoint.map { "; \($0) holds how far it came" } ?? ""))
      return nil
    }
  }

  /// The means of an evaluation over folds, by name.
  private static func figures(_ path: String) throws -> [String: Double] {
    struct Report: Decodable {
      struct Spread: Decodable { var mean: Double }
      var kind: EvaluationReport.Kind
      var summary: [String: Spread]
    }
    let report: Report
    do {
      report = try JSONDecoder().decode(Report.self, from: Data(contentsOf: URL(filePath: path)))
    } catch {
      throw FileFault(description: "\(path) is no report of moodring evaluate --json")
    }
    guard report.kind == .folds else {
      throw FileFault(
        description: "\(path) reports on a finished model (\(report.kind.rawValue)), expected one on folds")
    }
    return report.summary.mapValues(\.mean)
  }
}

extension Laboratory {
  /// Shows how far a training is.
  func show(_ training: TrainingProgress, label: String = "training") {
    let score = training.epoch.validation.map { ", validation \(rounded($0.loss))" } ?? ", after the teacher"
    progress.show(
      label, done: (training.network - 1) * training.epochs + training.epoch.epoch,
      total: training.networks * training.epochs,
      note: "loss \(rounded(training.epoch.trainingLoss))" + score + (training.isBest ? ", best so far" : ""))
  }

  private func rounded(_ value: Float) -> String { "\((value * 1000).rounded() / 1000)" }
}

/// Whether to stop, asked by one thread and said by another.
final class StopFlag: Sendable {
  private let flag = Atomic<Bool>(false)

  var isSet: Bool { flag.load(ordering: .acquiring) }

  func set() { flag.store(true, ordering: .releasing) }
}
