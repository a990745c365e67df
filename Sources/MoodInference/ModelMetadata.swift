/// What a model file says of itself, beside its tensors.
package struct ModelMetadata: Codable, Sendable, Equatable {
  /// The layout of tensors and metadata that this program writes and reads.
  package static let currentFormat = 1

  /// One column that the model reads: refused where the program's column of that name differs.
  package struct InputColumn: Codable, Sendable, Equatable {
    package var name: String
    package var unit: String
    package var version: Int

    package init(name: String, unit: String, version: Int) {
      self.name = name
      self.unit = unit
      self.version = version
    }
  }

  /// The shape of the network. Every width counts units.
  package struct Architecture: Codable, Sendable, Equatable {
    /// Outputs of the first dense layer and of each convolution.
    package var trunkWidth: Int
    /// Residual causal convolutions over steps.
    package var convolutionLayers: Int
    /// Steps that one convolution sees.
    package var convolutionKernel: Int
    /// Units of one direction of one recurrent layer.
    package var recurrentWidth: Int
    package var recurrentLayers: Int

    package init(
      trunkWidth: Int, convolutionLayers: Int, convolutionKernel: Int, recurrentWidth: Int,
      recurrentLayers: Int
    ) {
      self.trunkWidth = trunkWidth
      self.convolutionLayers = convolutionLayers
      self.convolutionKernel = convolutionKernel
      self.recurrentWidth = recurrentWidth
      self.recurrentLayers = recurrentLayers
    }
  }

  /// Which heads there are.
  package struct Heads: Codable, Sendable, Equatable {
    /// Softmax over Q1…Q4.
    package var quadrant: Bool
    /// Valence and arousal.
    package var affect: Bool
    /// Named emotions; empty where there is no such head.
    package var emotions: [String]

    package init(quadrant: Bool, affect: Bool, emotions: [String] = []) {
      self.quadrant = quadrant
      self.affect = affect
      self.emotions = emotions
    }
  }

  package var format: Int
  /// What `--model` calls it.
  package var name: String
  /// The program and version that trained it.
  package var program: String
  /// Columns whose mean and deviation over the last `stride` rows enter a step (first all means, then all deviations).
  package var pooledColumns: [InputColumn]
  /// Columns that enter a step as they stand in its last row, after the pooled ones.
  package var latestColumns: [InputColumn]
  /// Fingerprint of all columns in their order (`FeatureSchema.hash`).
  package var schemaHash: String
  /// Hops in one step.
  package var stride: Int
  /// Steps between what a settled estimate describes and the last step it has seen.
  package var lookaheadSteps: Int
  package var architecture: Architecture
  package var heads: Heads
  /// Corpora the weights were trained on.
  package var corpora: [String]
  /// What these corpora allow.
  package var licence: String
  /// Name to value: the means of models trained in the same way on folds and tested on groups that these had not
  /// heard. They are not those of these very weights, which have seen all groups.
  package var metrics: [String: Double]
  package var seed: UInt64
  /// Groups that training has seen, for the refusal to evaluate on them.
  package var seenGroups: [String]

  package init(
    format: Int = ModelMetadata.currentFormat, name: String, program: String, pooledColumns: [InputColumn],
    latestColumns: [InputColumn], schemaHash: String, stride: Int, lookaheadSteps: Int,
    architecture: Architecture,
    heads: Heads, corpora: [String], licence: String, metrics: [String: Double], seed: UInt64,
    seenGroups: [String]
  ) {
    self.format = format
    self.name = name
    self.program = program
    self.pooledColumns = pooledColumns
    self.latestColumns = latestColumns
    self.schemaHash = schemaHash
    self.stride = stride
    self.lookaheadSteps = lookaheadSteps
    self.architecture = architecture
    self.heads = heads
    self.corpora = corpora
    self.licence = licence
    self.metrics = metrics
    self.seed = seed
    self.seenGroups = seenGroups
  }

  /// Inputs of one step.
  package var inputWidth: Int { 2 * pooledColumns.count + latestColumns.count }
  /// Columns of one row, in the order in which the engine is to deliver them.
  package var rowColumns: [InputColumn] { pooledColumns + latestColumns }
}
