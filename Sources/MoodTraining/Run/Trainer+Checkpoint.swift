internal import FoundationEssentials
internal import MoodCore
internal import MoodCorpus
internal import MoodRealtime

/// A training that is kept after an epoch and goes on later.
extension Trainer {
  /// Goes on from where `checkpoint` was made.
  /// - Throws: `Checkpoint.Fault.foreign`, naming `path`, for one of another training.
  package func resume(_ checkpoint: Checkpoint, path: String) throws {
    let mine = vectors
    guard checkpoint.state.fingerprint == fingerprint,
      mine.allSatisfy({ checkpoint.vectors[$0.key]?.count == $0.value.count })
    else { throw Checkpoint.Fault.foreign(path: path) }
    func values(_ name: String) -> [Float] { checkpoint.vectors[name] ?? [] }
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
      means: values("optimiser.means"), squares: values("optimiser.squares"),
      steps: checkpoint.state.optimiserSteps)
    history = checkpoint.state.history
  }

  private var vectors: [String: [Float]] {
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

  func makeCheckpoint() -> Checkpoint {
    Checkpoint(
      state: Checkpoint.State(
        fingerprint: fingerprint, optimiserSteps: optimiser.steps, history: history), vectors: vectors)
  }

  private var fingerprint: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = (try? encoder.encode(configuration)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let clips = training.set.clips + validation.set.clips
    let names = clips.map { "\($0.corpus)/\($0.name)" }.joined(separator: "\n")
    var fingerprint = Fingerprint()
    for part in [ProgramIdentity.description, schema.hash, text, names] { fingerprint.add(part + "\n") }
    return fingerprint.text
  }
}
