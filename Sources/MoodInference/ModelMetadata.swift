/// What a model file says of itself, beside its tensors.
package struct ModelMetadata: Codable, Sendable, Equatable {
  /// The layout of tensors and metadata that this program writes and reads.
  package static let currentFormat = 4

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
    /// Steps between the taps of each residual causal convolution, the lowest first; empty for none.
    package var dilations: [Int]
    /// Taps of a convolution.
    package var convolutionKernel: Int
    /// Units of one direction of one recurrent layer.
    package var recurrentWidth: Int
    package var recurrentLayers: Int
    /// The path beside the recurrent one; nil where there is none.
    package var statistics: Statistics?
    /// What the attention says of a step is held within ±this: none counts more than e^20 times as much as another.
    package static var attentionLimit: Float { @_noAllocation @_noLocks get { 10 } }

    /// Whether a head weighs the steps of a stream in its summary (attention pooling), which else count alike.
    package var hasAttention: Bool
    /// Networks of this shape, trained apart, the mean of whose linear outputs counts (an ensemble).
    package var members: Int

    package init(
      trunkWidth: Int, dilations: [Int], convolutionKernel: Int, recurrentWidth: Int, recurrentLayers: Int,
      statistics: Statistics? = nil, hasAttention: Bool = false, members: Int = 1
    ) {
      self.hasAttention = hasAttention
      self.members = members
      self.trunkWidth = trunkWidth
      self.dilations = dilations
      self.convolutionKernel = convolutionKernel
      self.recurrentWidth = recurrentWidth
      self.recurrentLayers = recurrentLayers
      self.statistics = statistics
    }
  }

  /// A path over running means and deviations of what the network reads and of its trunk, and slopes of what it reads
  /// (the "wide" part of a wide-and-deep network: Cheng et al. 2016, arXiv 1606.07792): normalised, through a rectified
  /// layer or straight, and added to the recurrent path's linear outputs.
  package struct Statistics: Codable, Sendable, Equatable {
    /// Units of its rectified layer.
    package var hiddenWidth: Int
    /// Steps over which the means run: the plain mean up to so many, then an exponential one of that time constant.
    package var memorySteps: Int
    /// Whether the statistics have a linear say of their own, past the rectified layer.
    package var isDirect: Bool
    /// Whether there are slopes of the inputs beside means and deviations.
    package var hasSlopes: Bool
    /// Linear maps beside the network; nil where there are none.
    package var experts: Experts?

    /// A normalised statistic within ±10; −10 for a NaN.
    @_noAllocation @_noLocks
    package static func held(_ value: Float) -> Float {
      let raised = value > -10 ? value : -10
      return raised < 10 ? raised : 10
    }

    package init(
      hiddenWidth: Int, memorySteps: Int, isDirect: Bool = false, hasSlopes: Bool = false,
      experts: Experts? = nil
    ) {
      self.experts = experts
      self.hasSlopes = hasSlopes
      self.hiddenWidth = hiddenWidth
      self.memorySteps = memorySteps
      self.isDirect = isDirect
    }
  }

  /// Linear maps from the running statistics of the inputs to the heads' linear outputs, one for each family of sounds, and
  /// a linear gate whose softmax says which family is heard (a mixture of experts: Jacobs, Jordan, Nowlan and Hinton 1991,
  /// Adaptive mixtures of local experts).
  package struct Experts: Codable, Sendable, Equatable {
    package static let maximumFamilies = 8

    /// Families, each with its map. One needs no gate.
    package var families: Int
    /// What the maps count in the linear outputs; the network counts the rest.
    package var shares: HeadShares

    package init(families: Int, shares: HeadShares) {
      self.families = families
      self.shares = shares
    }
  }

  /// Which steps count: those whose level is within `rangeDB` of the loudest of late, whose peak falls by
  /// `decayDBPerStep` each step, and is no lower than `floor`. A closed step changes no statistic and has no part in a
  /// summary, unless all are closed.
  package struct Gate: Codable, Sendable, Equatable {
    /// An amplitude, read as it stands in a step's last row.
    package var column: InputColumn
    package var rangeDB: Float
    package var decayDBPerStep: Float
    /// In the column's unit; 0 for none.
    package var floor: Float

    package init(column: InputColumn, rangeDB: Float, decayDBPerStep: Float, floor: Float = 0) {
      self.floor = floor
      self.column = column
      self.rangeDB = rangeDB
      self.decayDBPerStep = decayDBPerStep
    }
  }

  /// What validation groups have shown of the model's certainty.
  package struct Calibration: Codable, Sendable, Equatable {
    /// Divides the logits of the quadrants, and of exclusive emotions (temperature scaling: Guo et al. 2017,
    /// arXiv 1706.04599).
    package var quadrantTemperature: Float
    package var emotionTemperature: Float
    /// Mean squared normalised statistic of whole clips: its median, and the value that one clip in twenty exceeds.
    /// Both 0 without a statistics path.
    package var usualDistance: Float
    package var unusualDistance: Float
    /// For each emotion the estimate from which on it is best taken for felt; empty where exactly one emotion
    /// holds, or none were looked for.
    package var emotionThresholds: [Float]

    package init(
      quadrantTemperature: Float = 1, emotionTemperature: Float = 1, usualDistance: Float = 0,
      unusualDistance: Float = 0, emotionThresholds: [Float] = []
    ) {
      self.emotionThresholds = emotionThresholds
      self.quadrantTemperature = quadrantTemperature
      self.emotionTemperature = emotionTemperature
      self.usualDistance = usualDistance
      self.unusualDistance = unusualDistance
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
    /// Whether exactly one emotion holds (softmax), rather than each by itself (sigmoid).
    package var emotionsAreExclusive: Bool

    package init(
      quadrant: Bool, affect: Bool, emotions: [String] = [], emotionsAreExclusive: Bool = false
    ) {
      self.quadrant = quadrant
      self.affect = affect
      self.emotions = emotions
      self.emotionsAreExclusive = emotionsAreExclusive
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
  /// nil: every step counts.
  package var gate: Gate?
  package var calibration: Calibration
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
    heads: Heads, gate: Gate? = nil, calibration: Calibration = Calibration(), corpora: [String],
    licence: String, metrics: [String: Double], seed: UInt64,
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
    self.gate = gate
    self.calibration = calibration
    self.corpora = corpora
    self.licence = licence
    self.metrics = metrics
    self.seed = seed
    self.seenGroups = seenGroups
  }

  /// Inputs of one step.
  package var inputWidth: Int { 2 * pooledColumns.count + latestColumns.count }
  /// Columns of one row, in the order in which the engine is to deliver them. The gate's column comes last, where it is
  /// not among the others.
  package var rowColumns: [InputColumn] {
    let read = pooledColumns + latestColumns
    guard let gate, !read.contains(gate.column) else { return read }
    return read + [gate.column]
  }
  /// Where the gate's column stands in a row; nil without a gate.
  package var gatePlace: Int? { gate.flatMap { rowColumns.firstIndex(of: $0.column) } }
  /// Whether its estimates can be made relative to a speaker: exactly one emotion holds, and there are statistics.
  package var canAdaptToSpeaker: Bool {
    heads.emotionsAreExclusive && !heads.emotions.isEmpty && architecture.statistics != nil
  }
  /// Running statistics: means of the inputs and of the trunk, then deviations of both, then slopes of the inputs.
  package var statisticsWidth: Int {
    2 * (inputWidth + architecture.trunkWidth) + slopeWidth
  }
  /// The statistics that experts read: means of the inputs, their deviations, their slopes. What the trunk says is left
  /// out, for it has been fitted to the labels that the maps are fitted to.
  package var expertWidth: Int { 2 * inputWidth + slopeWidth }
  /// Inputs whose slope is a statistic.
  package var slopeWidth: Int { architecture.statistics?.hasSlopes == true ? inputWidth : 0 }
}
