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
    static let stride = 1...64
    static let lookahead = 0...512
    static let emotions = 0...EmotionEstimate.maximumEmotions
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
    }
    try check("convolutionKernel", architecture.convolutionKernel, Limits.kernel)
    try check("recurrentWidth", architecture.recurrentWidth, Limits.recurrentWidth)
    try check("recurrentLayers", architecture.recurrentLayers, Limits.layers)
    try check("stride", stride, Limits.stride)
    try check("lookaheadSteps", lookaheadSteps, Limits.lookahead)
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

  private func check(_ field: String, _ value: Int, _ range: ClosedRange<Int>) throws(ModelError) {
    guard range.contains(value) else { throw .outOfRange(field: field, found: value, range: range) }
  }

  private func checkDistinct(_ field: String, _ names: [String]) throws(ModelError) {
    var seen = Set<String>()
    for name in names where !seen.insert(name).inserted { throw .repeatedName(field: field, name: name) }
  }
}
