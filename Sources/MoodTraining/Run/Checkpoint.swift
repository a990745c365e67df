internal import FoundationEssentials
internal import MoodInference

/// A training as it stands after an epoch: from it the training goes on as if it had never been stopped.
package struct Checkpoint: Sendable {
  /// What is wrong with a checkpoint.
  package enum Fault: Error, Equatable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    /// Of another configuration, of other clips, or of another version of the program.
    case foreign(path: String)

    package var description: String {
      switch self {
      case .unreadable(let path, let reason): "\(path) is no checkpoint of a training: \(reason)"
      case .foreign(let path):
        "\(path) is a checkpoint of another configuration, of other clips or of another version; delete it to begin anew"
      }
    }
  }

  private static let stateKey = "checkpoint"

  /// What is no tensor.
  struct State: Codable, Equatable {
    /// Fingerprint of all that decides the weights.
    var fingerprint: String
    var optimiserSteps: Int
    var history: TrainingHistory
  }

  var state: State
  /// Name to values.
  var vectors: [String: [Float]]

  init(state: State, vectors: [String: [Float]]) {
    self.state = state
    self.vectors = vectors
  }

  /// Reads what `bytes` wrote.
  package init(path: String) throws {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw Fault.unreadable(path: path, reason: "it cannot be read")
    }
    let file: Safetensors
    do {
      file = try data.withUnsafeBytes { try Safetensors(bytes: $0) }
    } catch {
      throw Fault.unreadable(path: path, reason: "\(error)")
    }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let text = file.metadata[Self.stateKey],
      let state = try? decoder.decode(State.self, from: Data(text.utf8))
    else { throw Fault.unreadable(path: path, reason: "its header says nothing of a training") }
    self.init(state: state, vectors: file.tensors.mapValues(\.values))
  }

  /// The file's content.
  package func bytes() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // As in `TrainingHistory.json`: a loss may be infinite.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let json = try? encoder.encode(state) else { preconditionFailure("a state can always be written") }
    let file = Safetensors(
      metadata: [Self.stateKey: String(decoding: json, as: UTF8.self)],
      tensors: vectors.mapValues { Tensor(shape: [$0.count], values: $0) })
    return file.bytes()
  }
}
