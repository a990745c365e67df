import MoodCore
import MoodInference
import MoodRealtime

/// What a hop of the network costs, by models of given sizes with random weights: the shipped models may change.
enum NetworkBenchmark {
  private static let hopCount = 512

  static func run(floor: Double) throws {
    var table = Table("networks with random weights, now and settled, one hop")
    func add(_ name: String, _ model: EmotionModel, bar: Double) {
      let cost = hop(model)
      table.add(
        name, cost, unit: "µs", note: "\(Table.text(cost / floor)) transforms; bar \(Table.text(bar)) µs")
    }
    let deep = try model(inputs: 258, trunk: 96, dilations: [1, 2, 4], recurrent: 48)
    add("258→96, 3 conv, BiLSTM 48, lookahead 6", deep, bar: 15)
    let wide = try model(inputs: 258, trunk: 96, dilations: [1, 2, 4], recurrent: 48, statistics: 64)
    add("the same with 708 statistics→64", wide, bar: 15)
    let mixed = try model(
      inputs: 258, trunk: 96, dilations: [1, 2, 4], recurrent: 48, statistics: 64, families: 2)
    add("and linear maps of two families", mixed, bar: 15)
    let cell = try lstmStep(inputs: 64, width: 128)
    table.add("LSTM step 64→128", cell, unit: "µs", note: "bar 4.00 µs; onnxruntime 8.1, PyTorch 83")
    table.show()
  }

  private static func hop(_ model: EmotionModel) -> Double {
    let width = model.metadata.rowColumns.count
    var rows = SampleBuffer(count: hopCount * width)
    var generator = SplitMix64(seed: 2)
    for index in 0..<rows.count { rows[index] = unit(&generator) }
    let base = rows.base
    var network = StreamingModel(model: model)
    return Stopwatch.microseconds(count: hopCount) { network.advance(row: base + $0 * width) }
  }

  private static func lstmStep(inputs: Int, width: Int) throws -> Double {
    let model = try model(inputs: 2, trunk: inputs, dilations: [], recurrent: width)
    let cell = model.recurrent[0].forward
    var input = SampleBuffer(count: inputs)
    input.fill(0.5)
    let state = SampleBuffer(count: 10 * width)
    let (sums, scratch, hidden, memory) = (
      state.base, state.base + 4 * width, state.base + 8 * width, state.base + 9 * width
    )
    return Stopwatch.microseconds(count: hopCount) { _ in
      cell.weigh(input.base, into: sums)
      cell.step(sums: sums, from: hidden, cell: memory, hidden: hidden, scratch: scratch)
    }
  }

  private static func model(
    inputs: Int, trunk: Int, dilations: [Int], recurrent: Int, statistics: Int? = nil,
    families: Int = 0
  ) throws -> EmotionModel {
    var metadata = ModelMetadata(
      name: "random", program: "moodring-bench",
      pooledColumns: (0..<inputs / 2).map { .init(name: "column_\($0)", unit: "1", version: 1) },
      latestColumns: [], schemaHash: "", stride: 8, lookaheadSteps: 6,
      architecture: .init(
        trunkWidth: trunk, dilations: dilations, convolutionKernel: 3, recurrentWidth: recurrent,
        recurrentLayers: 1,
        statistics: statistics.map { width in
          let shares = HeadShares(quadrant: 0.5, affect: 0.5, emotions: 0.5)
          return .init(
            hiddenWidth: width, memorySteps: 100,
            experts: families > 0 ? .init(families: families, shares: shares) : nil)
        }),
      heads: .init(quadrant: true, affect: true, emotions: (0..<9).map { "emotion_\($0)" }),
      corpora: [], licence: "none", metrics: [:], seed: 1, seenGroups: [])
    metadata.schemaHash = metadata.columnsHash
    var generator = SplitMix64(seed: 1)
    var tensors: [String: Tensor] = [:]
    for tensor in metadata.tensors {
      // Positive where it is a variance.
      let offset: Float = tensor.name == "statistics.variance" ? 1 : 0
      tensors[tensor.name] = Tensor(
        shape: tensor.shape, values: (0..<tensor.count).map { _ in unit(&generator) * 0.1 + offset })
    }
    return EmotionModel(try ModelFile(metadata: metadata, tensors: tensors))
  }

  /// −1…1.
  private static func unit(_ generator: inout SplitMix64) -> Float {
    Float(Int64(bitPattern: generator.next()) >> 40) / Float(1 << 23)
  }
}
