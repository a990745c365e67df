package import MoodInference

/// The sizes of a network in training.
package struct NetworkShape: Sendable, Equatable {
  /// Inputs of one step.
  package var inputs: Int
  /// Widths and depths, as the model file states them; one recurrent layer.
  package var architecture: ModelMetadata.Architecture
  /// Steps that a settled estimate waits for.
  package var lookaheadSteps: Int

  package init(inputs: Int, architecture: ModelMetadata.Architecture, lookaheadSteps: Int) {
    precondition(architecture.recurrentLayers == 1, "training knows one recurrent layer")
    self.inputs = inputs
    self.architecture = architecture
    self.lookaheadSteps = lookaheadSteps
  }

  /// Outputs of the quadrant head: logits of Q1…Q4.
  static let quadrants = 4
  /// Outputs of the affect head: valence, arousal.
  static let affects = 2
}
