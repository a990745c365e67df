internal import MoodCore
internal import MoodCorpus
internal import MoodInference
internal import MoodRealtime

/// The weights of the networks' best epochs, as a model file.
extension Trainer {
  /// - Throws: what makes a model file fail.
  func makeModel() throws -> ModelFile {
    let (configuration, columns) = (plan.configuration, plan.columns)
    let inputColumns = plan.schema.columns.map {
      ModelMetadata.InputColumn(name: $0.name, unit: $0.unit, version: $0.version)
    }
    var architecture = configuration.architecture
    architecture.members = finished.count
    var metadata = ModelMetadata(
      name: configuration.name, program: ProgramIdentity.description,
      pooledColumns: Array(inputColumns.prefix(columns.pooled.count)),
      latestColumns: Array(inputColumns.dropFirst(columns.pooled.count).prefix(columns.latest.count)),
      schemaHash: "", stride: configuration.network.stride,
      lookaheadSteps: configuration.network.lookaheadSteps,
      architecture: architecture, heads: plan.places.heads, gate: plan.gate,
      corpora: configuration.corpora.map(\.folder),
      licence: configuration.licence, metrics: [:], seed: configuration.seed, seenGroups: plan.seenGroups)
    metadata.schemaHash = metadata.columnsHash
    let tensors = tensors(metadata)
    let uncalibrated = try ModelFile(metadata: metadata, tensors: tensors)
    metadata.calibration = Calibrator(plan.validation).calibration(of: uncalibrated)
    return try ModelFile(metadata: metadata, tensors: tensors)
  }

  private func tensors(_ metadata: ModelMetadata) -> [String: Tensor] {
    let normaliser = plan.maker.filler.normaliser
    var tensors = [
      "normaliser.mean": Tensor(shape: [plan.shape.inputs], values: normaliser.means),
      "normaliser.scale": Tensor(shape: [plan.shape.inputs], values: normaliser.scales),
    ]
    let experts = fitExperts()
    for (number, kept) in finished.enumerated() {
      let prefix = metadata.prefix(ofMember: number)
      for (name, tensor) in memberTensors(kept.vector, known: Set(metadata.tensors.map(\.name)), prefix) {
        tensors[prefix + name] = tensor
      }
      for (name, tensor) in experts { tensors[prefix + name] = tensor }
    }
    return tensors
  }

  /// The tensors of the linear maps, which are the same beside each network: they hear its inputs alone.
  private func fitExperts() -> [String: Tensor] {
    guard plan.shape.architecture.statistics?.experts != nil, let first = finished.first else { return [:] }
    let fitter = ExpertFitter(
      plan, means: first.vector.pointer("statistics.mean"),
      variances: first.vector.pointer("statistics.variance"))
    history.experts = fitter.history
    return fitter.tensors
  }

  /// The tensors of one network, without its prefix, as far as the file has them.
  private func memberTensors(
    _ weights: borrowing ParameterVector, known: Set<String>, _ prefix: String
  ) -> [String: Tensor] {
    func slice(_ name: String, from row: Int, shape: [Int]) -> Tensor {
      let columns = shape.dropFirst().reduce(1, *)
      let start = weights.pointer(name) + row * columns
      return Tensor(
        shape: shape, values: Array(UnsafeBufferPointer(start: start, count: shape[0] * columns)))
    }
    var tensors: [String: Tensor] = [:]
    for tensor in weights.layout.tensors where known.contains(prefix + tensor.name) {
      tensors[tensor.name] = slice(tensor.name, from: 0, shape: tensor.shape)
    }
    // The heads are one matrix in training, and one each in the file.
    let shape = plan.shape
    let stems = [
      ("head", 2 * shape.architecture.recurrentWidth),
      ("statistics.head", shape.architecture.statistics?.hiddenWidth ?? 0),
      ("statistics.direct", shape.architecture.statistics?.isDirect == true ? shape.statistics : 0),
    ]
    for (stem, columns) in stems where columns > 0 {
      for (name, rows) in stem == "head" ? plan.places.namedDeep : plan.places.named {
        tensors["\(stem).\(name).weight"] = slice(
          "\(stem).weight", from: rows.lowerBound, shape: [rows.count, columns])
      }
    }
    for (name, rows) in plan.places.namedDeep {
      tensors["head.\(name).bias"] = slice("head.bias", from: rows.lowerBound, shape: [rows.count])
    }
    return tensors
  }
}
