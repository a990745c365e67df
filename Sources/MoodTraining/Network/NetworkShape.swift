package import MoodInference

/// The sizes of a network in training.
package struct NetworkShape: Sendable, Equatable {
  /// Inputs of one step.
  package var inputs: Int
  /// Widths and depths, as the model file states them; one recurrent layer.
  package var architecture: ModelMetadata.Architecture
  /// Steps that a settled estimate waits for.
  package var lookaheadSteps: Int
  /// Linear outputs of all heads together.
  package var outputs: Int
  /// What a teacher says of a step; 0 without one.
  package var teacherOutputs: Int

  package init(
    inputs: Int, architecture: ModelMetadata.Architecture, lookaheadSteps: Int, outputs: Int,
    teacherOutputs: Int = 0
  ) {
    precondition(architecture.recurrentLayers == 1, "training knows one recurrent layer")
    self.inputs = inputs
    self.architecture = architecture
    self.lookaheadSteps = lookaheadSteps
    self.outputs = outputs
    self.teacherOutputs = teacherOutputs
  }

  /// Inputs whose slope is a statistic.
  var slopes: Int { architecture.statistics?.hasSlopes == true ? inputs : 0 }
  /// Running statistics: means of inputs and trunk, deviations of both, slopes of inputs.
  var statistics: Int { 2 * (inputs + architecture.trunkWidth) + slopes }
}

/// Which linear outputs belong to which head, in the order of the model file.
package struct HeadPlaces: Sendable, Equatable {
  package let heads: ModelMetadata.Heads
  /// Logits of Q1…Q4; empty without that head.
  package let quadrants: Range<Int>
  /// Valence, arousal; empty without that head.
  package let affect: Range<Int>
  package let emotions: Range<Int>
  /// How much a step counts in a clip; empty where all count alike.
  package let attention: Range<Int>

  package init(_ heads: ModelMetadata.Heads, hasAttention: Bool = false) {
    self.heads = heads
    quadrants = 0..<(heads.quadrant ? 4 : 0)
    affect = quadrants.upperBound..<quadrants.upperBound + (heads.affect ? 2 : 0)
    emotions = affect.upperBound..<affect.upperBound + heads.emotions.count
    attention = emotions.upperBound..<emotions.upperBound + (hasAttention ? 1 : 0)
  }

  /// All outputs.
  package var count: Int { attention.upperBound }

  /// The rows of each head that there is, by the name that its tensors have.
  var named: [(name: String, rows: Range<Int>)] {
    [("quadrant", quadrants), ("affect", affect), ("emotions", emotions)].filter { !$0.1.isEmpty }
  }

  /// The same of what only the recurrent path says.
  var namedDeep: [(name: String, rows: Range<Int>)] {
    named + [("attention", attention)].filter { !$0.1.isEmpty }
  }
}
