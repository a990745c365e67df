import MoodRealtime

/// A model ready to run: immutable, shared by any number of streams on any threads.
package final class EmotionModel: @unchecked Sendable {
  package let metadata: ModelMetadata

  /// The memory that all layers below are views on.
  private let weights: SampleBuffer
  let standardizer: Standardizer
  let input: DenseLayer
  let convolutions: [DenseLayer]
  /// One for each recurrent layer, the lowest first; they live as long as the model.
  package let recurrent: UnsafePointer<BiLSTMLayer>
  let heads: EmotionHeads
  /// nil in a model without that path.
  let statistics: StatisticsLayer?

  /// Lays the weights out for the kernels.
  package init(_ file: ModelFile) {
    metadata = file.metadata
    let architecture = file.metadata.architecture
    let trunk = architecture.trunkWidth
    let hidden = architecture.recurrentWidth
    var packer = WeightPacker(for: file)
    standardizer = packer.standardizer()
    input = packer.dense(["input"], columns: metadata.inputWidth)
    var convolutions: [DenseLayer] = []
    for layer in architecture.dilations.indices {
      convolutions.append(
        packer.convolution("conv.\(layer)", width: trunk, kernel: architecture.convolutionKernel))
    }
    self.convolutions = convolutions
    let layers = UnsafeMutablePointer<BiLSTMLayer>.allocate(capacity: architecture.recurrentLayers)
    for layer in 0..<architecture.recurrentLayers {
      let isFirst = layer == 0
      let inputs = isFirst ? trunk : 2 * hidden
      (layers + layer).initialize(
        to: BiLSTMLayer(
          forward: packer.cell("lstm.\(layer).forward", width: hidden, inputs: inputs, isFirst: isFirst),
          backward: packer.cell("lstm.\(layer).backward", width: hidden, inputs: inputs, isFirst: isFirst)))
    }
    recurrent = UnsafePointer(layers)
    let headNames = metadata.headRows.filter { $0.value > 0 }.map { "head.\($0.key)" }
    heads = EmotionHeads(
      layer: packer.dense(headNames, columns: 2 * hidden),
      hasQuadrants: metadata.heads.quadrant, hasAffect: metadata.heads.affect,
      emotions: metadata.heads.emotions.count, emotionsAreExclusive: metadata.heads.emotionsAreExclusive,
      quadrantTemperature: metadata.calibration.quadrantTemperature,
      emotionTemperature: metadata.calibration.emotionTemperature)
    if let shape = architecture.statistics {
      statistics = packer.statistics(
        heads: headNames, memorySteps: shape.memorySteps, isDirect: shape.isDirect)
    } else {
      statistics = nil
    }
    weights = packer.finish()
  }

  deinit { recurrent.deallocate() }
}
