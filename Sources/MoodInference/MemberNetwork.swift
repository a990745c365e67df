/// The weights of one of a model's networks: views on memory that the model owns.
struct MemberNetwork: @unchecked Sendable {
  let input: DenseLayer
  let convolutions: [DenseLayer]
  /// One for each recurrent layer, the lowest first.
  let recurrent: UnsafePointer<BiLSTMLayer>
  let heads: EmotionHeads
  /// nil in a model without that path.
  let statistics: StatisticsLayer?

  /// Lays the weights of the network `member` out. Whoever makes it releases `recurrent`.
  init(_ metadata: ModelMetadata, member: Int, packer: inout WeightPacker) {
    let architecture = metadata.architecture
    let prefix = metadata.prefix(ofMember: member)
    let trunk = architecture.trunkWidth
    let hidden = architecture.recurrentWidth
    input = packer.dense([prefix + "input"], columns: metadata.inputWidth)
    var convolutions: [DenseLayer] = []
    for layer in architecture.dilations.indices {
      convolutions.append(
        packer.convolution("\(prefix)conv.\(layer)", width: trunk, kernel: architecture.convolutionKernel))
    }
    self.convolutions = convolutions
    let layers = UnsafeMutablePointer<BiLSTMLayer>.allocate(capacity: architecture.recurrentLayers)
    for layer in 0..<architecture.recurrentLayers {
      let isFirst = layer == 0
      let inputs = isFirst ? trunk : 2 * hidden
      let name = "\(prefix)lstm.\(layer)"
      (layers + layer).initialize(
        to: BiLSTMLayer(
          forward: packer.cell("\(name).forward", width: hidden, inputs: inputs, isFirst: isFirst),
          backward: packer.cell("\(name).backward", width: hidden, inputs: inputs, isFirst: isFirst)))
    }
    recurrent = UnsafePointer(layers)
    let headNames = metadata.headRows.filter { $0.value > 0 }.map(\.key)
    let rows = headNames + (architecture.hasAttention ? ["attention"] : [])
    heads = EmotionHeads(
      layer: packer.dense(rows.map { "\(prefix)head.\($0)" }, columns: 2 * hidden),
      hasAttention: architecture.hasAttention,
      hasQuadrants: metadata.heads.quadrant, hasAffect: metadata.heads.affect,
      emotions: metadata.heads.emotions.count, emotionsAreExclusive: metadata.heads.emotionsAreExclusive,
      quadrantTemperature: metadata.calibration.quadrantTemperature,
      emotionTemperature: metadata.calibration.emotionTemperature)
    if let shape = architecture.statistics {
      let experts = shape.experts.map { experts in
        let names = (0..<experts.families).flatMap { family in headNames.map { "experts.\(family).\($0)" } }
        let gate = experts.families > 1 ? ["experts.gate"] : []
        return ExpertLayer(
          layer: packer.dense((names + gate).map { prefix + $0 }, columns: metadata.expertWidth),
          families: experts.families, shares: experts.shares)
      }
      statistics = packer.statistics(
        prefix + "statistics", heads: headNames, memorySteps: shape.memorySteps, isDirect: shape.isDirect,
        experts: experts)
    } else {
      statistics = nil
    }
  }
}
