internal import FoundationEssentials
internal import MoodCore
internal import MoodCorpus
internal import MoodRealtime

/// A training that is kept after an epoch and goes on later.
extension Trainer {
  /// Goes on from where `checkpoint` was made.
  /// - Throws: `Checkpoint.Fault.foreign`, naming `path`, for one of another training.
  package func resume(_ checkpoint: Checkpoint, path: String) throws {
    let state = checkpoint.state
    guard state.fingerprint == fingerprint, let last = state.history.networks.indices.last else {
      throw Checkpoint.Fault.foreign(path: path)
    }
    finished = []
    current = nil
    history = TrainingHistory(
      seed: history.seed, trainingClips: history.trainingClips, validationClips: history.validationClips)
    for number in 0..<last {
      let kept = ParameterVector.Box(ParameterLayout(plan.shape))
      guard kept.vector.take(checkpoint.vectors[Self.name(ofFinished: number)]) else {
        throw Checkpoint.Fault.foreign(path: path)
      }
      finished.append(kept)
    }
    history.networks = Array(state.history.networks[..<last])
    guard begin(last).resume(checkpoint.vectors, state.optimiserSteps, state.history.networks[last]) else {
      throw Checkpoint.Fault.foreign(path: path)
    }
    history = state.history
  }

  func makeCheckpoint() -> Checkpoint {
    guard let current else { preconditionFailure("a checkpoint is made while a network is trained") }
    var vectors = current.vectors
    for (number, kept) in finished.enumerated() {
      vectors[Self.name(ofFinished: number)] = kept.vector.values.array()
    }
    return Checkpoint(
      state: Checkpoint.State(
        fingerprint: fingerprint, optimiserSteps: current.optimiser.steps, history: history),
      vectors: vectors)
  }

  private static func name(ofFinished number: Int) -> String { "network.\(number)" }

  private var fingerprint: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = (try? encoder.encode(plan.configuration)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let clips = plan.training.set.clips + plan.validation.set.clips
    let names = clips.map { "\($0.corpus)/\($0.name)" }.joined(separator: "\n")
    var fingerprint = Fingerprint()
    for part in [ProgramIdentity.description, plan.schema.hash, text, names] { fingerprint.add(part + "\n") }
    return fingerprint.text
  }
}

extension NetworkTrainer {
  /// All that the training goes on from, by name.
  var vectors: [String: [Float]] {
    var vectors = [
      "weights": weights.values.array(), "averaged": averaged.values.array(), "best": best.values.array(),
      "optimiser.means": optimiser.means.array(), "optimiser.squares": optimiser.squares.array(),
    ]
    for (index, pass) in passes.enumerated() {
      guard let statistics = pass.statistics else { continue }
      vectors["norm.\(index).mean"] = statistics.runningMean.array()
      vectors["norm.\(index).variance"] = statistics.runningVariance.array()
    }
    return vectors
  }

  /// Goes on from `vectors` and what `optimiserSteps` and `history` say beside them; false where they are of another
  /// network.
  func resume(
    _ vectors: [String: [Float]], _ optimiserSteps: Int, _ history: TrainingHistory.Network
  ) -> Bool {
    guard self.vectors.allSatisfy({ vectors[$0.key]?.count == $0.value.count }) else { return false }
    func values(_ name: String) -> [Float] { vectors[name] ?? [] }
    func copy(_ name: String, to target: UnsafeMutablePointer<Float>) {
      for (index, value) in values(name).enumerated() { target[index] = value }
    }
    copy("weights", to: weights.values.base)
    copy("averaged", to: averaged.values.base)
    copy("best", to: best.values.base)
    for (index, pass) in passes.enumerated() {
      guard let statistics = pass.statistics else { continue }
      copy("norm.\(index).mean", to: statistics.runningMean.base)
      copy("norm.\(index).variance", to: statistics.runningVariance.base)
    }
    optimiser.resume(
      means: values("optimiser.means"), squares: values("optimiser.squares"), steps: optimiserSteps)
    self.history = history
    return true
  }
}
