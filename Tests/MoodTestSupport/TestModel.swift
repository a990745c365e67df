import MoodFeatures
package import MoodInference

/// A small model with random weights that reads real columns: what a stream does over it is meaningless and exact.
package enum TestModel {
  /// Five columns, steps of four hops, three steps of lookahead; quadrants, valence and arousal.
  package static func small() throws -> EmotionModel { EmotionModel(try file()) }

  package static func file() throws -> ModelFile {
    let random = randomModelFile(seed: 5, pooled: 3, latest: 2, stride: 4, lookahead: 3, emotions: 0)
    var metadata = random.metadata
    metadata.pooledColumns = try columns(["rms", "flatness", "chroma_a"])
    metadata.latestColumns = try columns(["zcr", "contrast_1"])
    metadata.schemaHash = metadata.columnsHash
    return try ModelFile(metadata: metadata, tensors: random.tensors)
  }

  /// A small model of speech: one of three emotions and no quadrants, with a statistics path that has all there is, and a gate that reads `rms`.
  package static func speech() throws -> EmotionModel { EmotionModel(try speechFile()) }

  package static func speechFile() throws -> ModelFile {
    let random = randomModelFile(
      seed: 7, pooled: 3, latest: 2, dilations: [1, 2], stride: 4, lookahead: 3, quadrant: false, emotions: 3,
      isExclusive: true, statistics: .init(hiddenWidth: 6, memorySteps: 40, isDirect: true, hasSlopes: true))
    var metadata = random.metadata
    metadata.name = "speech"
    metadata.pooledColumns = try columns(["loudness_momentary_lufs", "flatness", "chroma_a"])
    metadata.latestColumns = try columns(["zcr", "contrast_1"])
    metadata.heads.emotions = ["neutral", "happy", "sad"]
    metadata.gate = .init(column: try columns(["rms"])[0], rangeDB: 30, decayDBPerStep: 1, floor: 0.001)
    metadata.calibration.usualDistance = 10
    metadata.calibration.unusualDistance = 80
    metadata.schemaHash = metadata.columnsHash
    return try ModelFile(metadata: metadata, tensors: random.tensors)
  }

  /// That model as a file's bytes.
  package static func speechBytes() throws -> [UInt8] { try speechFile().bytes() }

  private static func columns(_ names: [String]) throws -> [ModelMetadata.InputColumn] {
    try FeaturePipeline(columns: names).schema.columns.map {
      ModelMetadata.InputColumn(name: $0.name, unit: $0.unit, version: $0.version)
    }
  }
}
