package import MoodInference

/// What a training has come to after an epoch.
package struct TrainingProgress {
  package var epoch: TrainingHistory.Epoch
  /// Epochs of each network.
  package var epochs: Int
  /// Which network it is, counted from 1, and of how many.
  package var network: Int
  package var networks: Int
  /// Whether this epoch is the network's best so far.
  package var isBest: Bool
  /// Where the training may go on from; to be asked while the epoch is reported, since the training moves on.
  package var checkpoint: () -> Checkpoint
}

/// What a training gives.
package struct TrainingResult: Sendable {
  package var model: ModelFile
  package var history: TrainingHistory
}

/// A training ended without an epoch that could be kept: it was stopped while it followed the teacher, or diverged.
package struct NothingLearnt: Error, Equatable, CustomStringConvertible {
  /// Epochs that there were.
  package var epochs: Int

  package var description: String {
    "no model comes of this training, since none of its \(epochs) epochs has learnt labels with a finite loss"
  }
}
