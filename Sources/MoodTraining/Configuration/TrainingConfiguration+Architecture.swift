internal import Glibc
internal import MoodCore
internal import MoodInference

/// What a configuration says of the model file.
extension TrainingConfiguration {
  var architecture: ModelMetadata.Architecture {
    let stepSeconds = AnalysisGrid.seconds(hops: Int64(network.stride))
    return ModelMetadata.Architecture(
      trunkWidth: network.trunkWidth, dilations: network.dilations,
      convolutionKernel: network.convolutionKernel, recurrentWidth: network.recurrentWidth,
      recurrentLayers: network.recurrentLayers,
      statistics: network.statisticsWidth > 0
        ? ModelMetadata.Statistics(
          hiddenWidth: network.statisticsWidth,
          memorySteps: max(1, Int(network.statisticsSeconds / stepSeconds)),
          isDirect: network.statisticsDirect, hasSlopes: network.statisticsSlopes,
          experts: experts.count
            ? ModelMetadata.Experts(
              families: families.count,
              shares: HeadShares(
                quadrant: experts.shares.quadrant, affect: experts.shares.affect,
                emotions: experts.shares.emotions)) : nil) : nil,
      hasAttention: network.attention)
  }
}

extension TrainingConfiguration.Network {

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
