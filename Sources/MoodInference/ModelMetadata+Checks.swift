package import MoodCore

extension ModelMetadata {
  /// What can be run: beyond it a file is taken to be damaged rather than large.
  private enum Limits {
    static let columns = 1...16_384
    static let trunkWidth = 1...4096
    static let recurrentWidth = 1...1024
    static let convolutions = 0...16
    static let kernel = 1...64
    static let dilation = 1...256
    static let hidden = 1...4096
    static let memory = 1...1_000_000
    static let layers = 1...8
    static let families = 1...Experts.maximumFamilies
    static let share: ClosedRange<Float> = 0...1
    static let members = 1...16
    static let stride = 1...64
    static let lookahead = 0...512
    static let emotions = 0...EmotionEstimate.maximumEmotions
    /// Floats that one part of a stream's state keeps: a quarter of a gigabyte.
    static let history = 0...1 << 26
    static let temperature: ClosedRange<Float> = 0.01...100
    static let amplitude: ClosedRange<Float> = 0...1
    static let decibels: ClosedRange<Float> = 0...1000
    /// No statistic deviates by more than 10.
    static let distance: ClosedRange<Float> = 0...100
  }

  /// What the model has an opinion on.
  package var outputs: ModelOutputs {
    ModelOutputs(affect: heads.affect, quadrants: heads.quadrant, emotions: heads.emotions)
  }

  /// The fingerprint of `rowColumns`, which `schemaHash` is to equal.
  package var columnsHash: String {
    FeatureSchema(
      rowColumns.map {
        FeatureColumn(
          $0.name, unit: $0.unit, range: -Float.infinity...Float.infinity, version: $0.version, reference: "")
      }
    ).hash
  }

  /// Refuses what contradicts itself or cannot be run.
  package func check() throws(ModelError) {
    guard format == ModelMetadata.currentFormat else { throw .unknownFormat(found: format) }
    try check("number of columns", pooledColumns.count + latestColumns.count, Limits.columns)
    try check("trunkWidth", architecture.trunkWidth, Limits.trunkWidth)
    try check("number of dilations", architecture.dilations.count, Limits.convolutions)
    for dilation in architecture.dilations { try check("dilation", dilation, Limits.dilation) }
    if let statistics = architecture.statistics {
      try check("statistics.hiddenWidth", statistics.hiddenWidth, Limits.hidden)
      try check("statistics.memorySteps", statistics.memorySteps, Limits.memory)
      if let experts = statistics.experts {
        try check("experts.families", experts.families, Limits.families)
        let shares = experts.shares
        for (head, share) in [
          ("quadrant", shares.quadrant), ("affect", shares.affect), ("emotions", shares.emotions),
        ] {
          try check("experts.shares.\(head)", share, Limits.share)
        }
      }
    }
    try check("convolutionKernel", architecture.convolutionKernel, Limits.kernel)
    try check("recurrentWidth", architecture.recurrentWidth, Limits.recurrentWidth)
    try check("recurrentLayers", architecture.recurrentLayers, Limits.layers)
    try check("members", architecture.members, Limits.members)
    try check("stride", stride, Limits.stride)
    try check("lookaheadSteps", lookaheadSteps, Limits.lookahead)
    let streams = stride * architecture.members
    let reach = architecture.dilations.reduce(0) { $0 + $1 * (architecture.convolutionKernel - 1) + 1 }
    try check("history of the convolutions", reach * architecture.trunkWidth * streams, Limits.history)
    let states = RecurrentLayout(
      width: architecture.recurrentWidth, layers: architecture.recurrentLayers, slots: lookaheadSteps + 1)
    try check("states of the recurrent layers", states.phaseFloats * streams, Limits.history)
    try check("running statistics", statisticsWidth * streams, Limits.history)
    try checkValues()
    try check("number of emotions", heads.emotions.count, Limits.emotions)
    guard heads.quadrant || heads.affect || !heads.emotions.isEmpty else { throw .noHead }
    try checkDistinct("columns", rowColumns.map(\.name))
    try checkDistinct("emotions", heads.emotions)
    if let metric = metrics.filter({ !$0.value.isFinite }).keys.min() { throw .metricNotFinite(metric) }
    guard schemaHash == columnsHash else { throw .wrongHash(found: schemaHash, expected: columnsHash) }
  }

  /// Refuses a model that reads a column which `schema` lacks or defines otherwise. Order, and columns that the model
  /// does not read, are of no concern.
  package func check(against schema: FeatureSchema) throws(ModelError) {
    let computed = Dictionary(schema.columns.map { ($0.name, $0) }) { first, _ in first }
    for wanted in rowColumns {
      guard let found = computed[wanted.name] else { throw .unknownColumn(name: wanted.name) }
      guard wanted.unit == found.unit, wanted.version == found.version else {
        throw .columnMismatch(
          name: wanted.name, wanted: "version \(wanted.version) in \(wanted.unit)",
          found: "version \(found.version) in \(found.unit)")
      }
    }
  }

  private func checkValues() throws(ModelError) {
    if let gate {
      try check("gate.rangeDB", gate.rangeDB, Limits.decibels)
      try check("gate.decayDBPerStep", gate.decayDBPerStep, Limits.decibels)
      try check("gate.floor", gate.floor, Limits.amplitude)
    }
    try check("calibration.quadrantTemperature", calibration.quadrantTemperature, Limits.temperature)
    try check("calibration.emotionTemperature", calibration.emotionTemperature, Limits.temperature)
    let thresholds = calibration.emotionThresholds
    if !thresholds.isEmpty {
      try check("number of emotionThresholds", thresholds.count, heads.emotions.count...heads.emotions.count)
    }
    for threshold in thresholds {
      try check("calibration.emotionThresholds", threshold, Limits.amplitude)
    }
    let (usual, unusual) = (calibration.usualDistance, calibration.unusualDistance)
    try check("calibration.usualDistance", usual, Limits.distance)
    try check("calibration.unusualDistance", unusual, Limits.distance)
    guard unusual > usual || (usual == 0 && unusual == 0) else {
      throw .distancesOutOfOrder(usual: usual, unusual: unusual)
    }
  }

  private func check(_ field: String, _ value: Float, _ range: ClosedRange<Float>) throws(ModelError) {
    guard range.contains(value) else { throw .valueOutOfRange(field: field, found: value, range: range) }
  }

  private func check(_ field: String, _ value: Int, _ range: ClosedRange<Int>) throws(ModelError) {
    guard range.contains(value) else { throw .outOfRange(field: field, found: value, range: range) }
  }

  private func checkDistinct(_ field: String, _ names: [String]) throws(ModelError) {
    var seen = Set<String>()
    for name in names where !seen.insert(name).inserted { throw .repeatedName(field: field, name: name) }
  }
}
