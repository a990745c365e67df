import MoodCore
package import MoodInference

/// A model of that shape with random weights, the same for the same seed; `Goldens/generate.py` of the inference tests
/// makes the same one.
///
/// Tensors are filled in the order of their names, each value `signedUnit()` times a power of two near 1/√(inputs);
/// biases are scaled by ¼, `normaliser.scale` is moved to 1…2 and `statistics.variance` to ¼…¾. Temperatures are 1.25 for
/// quadrants and .75 for exclusive emotions. A gate reads the last column of a row, and lets steps through that lie within
/// 6 dB of a peak that falls by .5 dB a step, and no lower than `floor`.
package func randomModelFile(
  seed: UInt64, pooled: Int = 3, latest: Int = 2, trunk: Int = 6, dilations: [Int] = [1], kernel: Int = 3,
  hidden: Int = 5, layers: Int = 1, stride: Int = 1, lookahead: Int = 3, quadrant: Bool = true,
  affect: Bool = true, emotions: Int = 2, isExclusive: Bool = false,
  statistics: ModelMetadata.Statistics? = nil, isGated: Bool = false, floor: Float = 0,
  hasAttention: Bool = false, members: Int = 1
) -> ModelFile {
  var metadata = ModelMetadata(
    name: "random", program: "moodring tests",
    pooledColumns: (0..<pooled).map { .init(name: "pooled_\($0)", unit: "1", version: 1) },
    latestColumns: (0..<latest).map { .init(name: "latest_\($0)", unit: "1", version: 1) },
    schemaHash: "", stride: stride, lookaheadSteps: lookahead,
    architecture: .init(
      trunkWidth: trunk, dilations: dilations, convolutionKernel: kernel, recurrentWidth: hidden,
      recurrentLayers: layers, statistics: statistics, hasAttention: hasAttention, members: members),
    heads: .init(
      quadrant: quadrant, affect: affect, emotions: (0..<emotions).map { "emotion_\($0)" },
      emotionsAreExclusive: isExclusive),
    gate: isGated
      ? .init(
        column: .init(name: "gate", unit: "1", version: 1), rangeDB: 6, decayDBPerStep: 0.5, floor: floor)
      : nil,
    calibration: .init(quadrantTemperature: 1.25, emotionTemperature: 0.75), corpora: [], licence: "none",
    metrics: [:], seed: seed, seenGroups: [])
  metadata.schemaHash = metadata.columnsHash
  var generator = SplitMix64(seed: seed)
  var tensors: [String: Tensor] = [:]
  for tensor in metadata.tensors {
    let scale = powerOfTwo(near: tensor.shape.dropFirst().reduce(1, *), isVector: tensor.shape.count == 1)
    let offset: Float =
      switch tensor.name {
      case "normaliser.scale": 1.5
      case let name where name.hasSuffix("statistics.variance"): 0.5
      default: 0
      }
    let values = (0..<tensor.count).map { _ in generator.signedUnit() * scale + offset }
    tensors[tensor.name] = Tensor(shape: tensor.shape, values: values)
  }
  do {
    return try ModelFile(metadata: metadata, tensors: tensors)
  } catch {
    preconditionFailure("a random model is a valid one: \(error)")
  }
}

/// The smallest power of two not below 1/√inputs; ¼ for vectors.
private func powerOfTwo(near inputs: Int, isVector: Bool) -> Float {
  guard !isVector else { return 0.25 }
  var scale: Float = 1
  while Float(inputs) * scale * scale >= 4 { scale /= 2 }
  return scale
}
