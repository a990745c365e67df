internal import Glibc
internal import MoodCore
internal import MoodInference

/// What a configuration says of the model file.
extension TrainingConfiguration.Network {
  var architecture: ModelMetadata.Architecture {
    let stepSeconds = AnalysisGrid.seconds(hops: Int64(stride))
    return ModelMetadata.Architecture(
      trunkWidth: trunkWidth, dilations: dilations, convolutionKernel: convolutionKernel,
      recurrentWidth: recurrentWidth, recurrentLayers: recurrentLayers,
      statistics: statisticsWidth > 0
        ? ModelMetadata.Statistics(
          hiddenWidth: statisticsWidth, memorySteps: max(1, Int(statisticsSeconds / stepSeconds)),
          isDirect: statisticsDirect, hasSlopes: statisticsSlopes) : nil,
      hasAttention: attention)
  }

  /// The amplitude that decides which steps count.
  static let gateColumn = "rms"

  func gate(_ schema: FeatureSchema) -> ModelMetadata.Gate? {
    guard gateDB > 0, let column = schema.columns.first(where: { $0.name == Self.gateColumn }) else {
      return nil
    }
    return ModelMetadata.Gate(
      column: ModelMetadata.InputColumn(name: column.name, unit: column.unit, version: column.version),
      rangeDB: gateDB,
      decayDBPerStep: Float(Double(gateDecayDBPerSecond) * AnalysisGrid.seconds(hops: Int64(stride))),
      floor: gateFloorDB < 0 ? Float(pow(10, Double(gateFloorDB) / 20)) : 0)
  }
}
