internal import FoundationEssentials

/// How a training went, network by network and epoch by epoch.
package struct TrainingHistory: Codable, Sendable, Equatable {
  package struct Epoch: Codable, Sendable, Equatable {
    /// Counted from 1, over both phases.
    package var epoch: Int
    /// Whether a teacher was followed, or labels.
    package var isPretraining: Bool
    /// Learning rate of its last step.
    package var rate: Float
    /// Mean over its batches, with dropout and augmentation.
    package var trainingLoss: Float
    /// nil while a teacher is followed.
    package var validation: ValidationScore?
  }

  /// How the training of one network went.
  package struct Network: Codable, Sendable, Equatable {
    package var seed: UInt64
    package var epochs: [Epoch] = []
    /// The epoch whose weights were kept; 0 before the first.
    package var bestEpoch = 0
  }

  /// How a linear map beside the networks was found.
  package struct Expert: Codable, Sendable, Equatable {
    /// Of the head, or `gate`.
    package var head: String
    package var corpora: [String]
    package var examples: Int
    /// That of the configuration's which predicted artists left out best.
    package var penalty: Double
  }

  package var seed: UInt64
  package var trainingClips: Int
  package var validationClips: Int
  /// In the order of their training; the last may be unfinished.
  package var networks: [Network] = []
  package var experts: [Expert] = []

  /// Readable JSON, keys in alphabetical order.
  package func json() -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    // A training that diverges is worth reading about too.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let data = try? encoder.encode(self) else { preconditionFailure("a history can always be written") }
    return String(decoding: data, as: UTF8.self)
  }
}

/// How the weights do on groups that did not train them.
package struct ValidationScore: Codable, Sendable, Equatable {
  /// What decides which epoch is kept; lower is better.
  package var loss: Float
  /// Cross-entropy of the clips' quadrants, and the share that is right; 0 where no clip has one.
  package var quadrantLoss: Float
  package var quadrantAccuracy: Float
  /// 1 − CCC of the clips' valence and arousal; 0 where no clip has ratings.
  package var valenceLoss: Float
  package var arousalLoss: Float
  /// Cross-entropy of the clips' emotions; 0 where no clip has them.
  package var emotionLoss: Float
  /// What `HeadLoss` says of the valence and arousal of acted clips; 0 where no clip is acted.
  package var actedLoss: Float
}
