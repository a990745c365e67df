internal import MoodCore
internal import MoodCorpus
internal import MoodInference
internal import MoodRealtime

/// The weights of the best epoch, as a model file.
extension Trainer {
  /// Measures the figures of batch norm on the training clips and calibrates on the others.
  func makeModel() throws -> ModelFile {
    let trainingScorer = ClipScorer(training, places: places, filler: maker.filler, shape: shape)
    trainingScorer.measureStatistics(best)
    let calibration = Calibrator(places: places).calibration(
      scorer.verdicts(best), of: validation)
    let inputColumns = schema.columns.map {
      ModelMetadata.InputColumn(name: $0.name, unit: $0.unit, version: $0.version)
    }
    var metadata = ModelMetadata(
      name: configuration.name, program: ProgramIdentity.description,
      pooledColumns: Array(inputColumns.prefix(columns.pooled.count)),
      latestColumns: Array(inputColumns.dropFirst(columns.pooled.count).prefix(columns.latest.count)),
      schemaHash: "", stride: configuration.network.stride,
      lookaheadSteps: configuration.network.lookaheadSteps,
      architecture: configuration.network.architecture, heads: places.heads, gate: gate,
      calibration: calibration, corpora: configuration.corpora.map(\.folder),
      licence: configuration.licence, metrics: [:], seed: configuration.seed, seenGroups: seenGroups)
    metadata.schemaHash = metadata.columnsHash
    return try ModelFile(metadata: metadata, tensors: tensors(metadata))
  }

  private func tensors(_ metadata: ModelMetadata) -> [String: Tensor] {
    var tensors = [
      "normaliser.mean": Tensor(shape: [shape.inputs], values: maker.filler.normaliser.means),
      "normaliser.scale": Tensor(shape: [shape.inputs], values: maker.filler.normaliser.scales),
    ]
    let kept = Set(metadata.tensors.map(\.name))
    for tensor in best.layout.tensors where kept.contains(tensor.name) {
      let values = UnsafeBufferPointer(start: best.pointer(tensor.name), count: tensor.count)
      tensors[tensor.name] = Tensor(shape: tensor.shape, values: Array(values))
    }
    // The heads are one matrix in training, and one each in the file.
    for (stem, columns) in [
      ("head", 2 * shape.architecture.recurrentWidth),
      ("statistics.head", shape.architecture.statistics?.hiddenWidth ?? 0),
      ("statistics.direct", shape.architecture.statistics?.isDirect == true ? shape.statistics : 0),
    ] where columns > 0 {
      for (name, rows) in places.named {
        let start = best.pointer("\(stem).weight") + rows.lowerBound * columns
        tensors["\(stem).\(name).weight"] = Tensor(
          shape: [rows.count, columns],
          values: Array(UnsafeBufferPointer(start: start, count: rows.count * columns)))
      }
    }
    for (name, rows) in places.named {
      let start = best.pointer("head.bias") + rows.lowerBound
      tensors["head.\(name).bias"] = Tensor(
        shape: [rows.count], values: Array(UnsafeBufferPointer(start: start, count: rows.count)))
    }
    return tensors
  }
}
