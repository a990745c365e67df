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

  private static func columns(_ names: [String]) throws -> [ModelMetadata.InputColumn] {
    try FeaturePipeline(columns: names).schema.columns.map {
      ModelMetadata.InputColumn(name: $0.name, unit: $0.unit, version: $0.version)
    }
  }
}
