import MoodBaselines
import MoodConfiguration
import MoodCorpus

/// `moodring train` of a network that hears clips whole.
enum ClipTraining {
  /// Options of `train` that say something about streaming networks alone.
  private static let strangers = ["checkpoint", "history", "report"]

  /// Whether the text of a configuration describes something that `compare` compares.
  static func isMeant(by text: String) -> Bool {
    guard case .object(let members) = try? JSONTree(json5: text) else { return false }
    return members["classifier"] != nil
  }

  static func run(_ arguments: Arguments, text: String, path: String) throws -> ExitStatus {
    if let stray = strangers.first(where: arguments.has) {
      throw UsageError("--\(stray) goes with streaming networks, and \(path) describes none")
    }
    let configuration = try BaselineConfiguration(text, file: path)
    guard case .baseline(let baseline, let columns, let input) = configuration.content else {
      throw UsageError("\(path) is an ensemble, which is trained member by member")
    }
    guard baseline.isNetwork else { throw ClassifierError.noNetwork(baseline.name) }
    let laboratory = try Laboratory(arguments)
    let corpus = arguments.text("on") ?? Laboratory.standardCorpus
    let out = arguments.text("out") ?? "\(baseline.name).safetensors"
    try Laboratory.checkFolders(of: [out])
    let clips = try laboratory.clips(of: [corpus])
    guard let labels = ClipLabels(of: clips) else { throw UsageError.unlabelled(corpus) }
    let isStopped = StopFlag()
    let signals = SignalWatcher { isStopped.set() }
    let cache = try laboratory.features(of: clips, columns: columns) { !isStopped.isSet }
    guard !isStopped.isSet else { return signals.status ?? .success }
    let vectors = try ClipVector.all(of: clips, cache: cache, input: input)
    laboratory.progress.show("training \(baseline.name)", done: 0, total: 1)
    do {
      let model = try ClipModel.train(
        baseline, columns: columns, input: input, labels: labels, corpus: corpus, on: vectors,
        seed: configuration.seed
      ) { !isStopped.isSet }
      laboratory.progress.clear()
      try Laboratory.write(model.bytes(), to: out)
    } catch ClassifierError.stopped {
      laboratory.progress.clear()
      laboratory.diagnostics.notice("wrote no model, since the training was stopped")
      return signals.status ?? .success
    }
    laboratory.diagnostics.notice(
      "wrote \(out): \(vectors.count) clips of \(corpus), a fifth of whose artists told when to end; "
        + "moodring analyze --model runs it")
    return signals.status ?? .success
  }
}

extension UsageError {
  /// A corpus of which nothing that `compare` knows can be learnt.
  static func unlabelled(_ corpus: String) -> UsageError {
    UsageError(
      "\(corpus): found clips without labels, expected that all have a quadrant, or shares of all emotions, or an "
        + "acted emotion")
  }
}
