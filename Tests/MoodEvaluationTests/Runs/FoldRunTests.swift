import Foundation
import MoodCore
import MoodInference
import MoodRealtime
import MoodTestSupport
import Synchronization
import Testing

@testable import MoodCorpus
@testable import MoodEvaluation
@testable import MoodTraining

/// Folds over made-up clips, whose quadrant shows in two columns, from training to the streaming network.
@Suite struct FoldRunTests {
  private static let columns = ["rms", "flatness"]
  private static let clips: [Clip] = (0..<40).map { index in
    let quadrant = Quadrant.allCases[index % 4]
    return Clip(
      corpus: "made", name: "\(index)", audio: #filePath, group: "made:\(index / 2)",
      quadrant: Clip.QuadrantLabel(quadrant: quadrant, share: 1))
  }

  private static func table(_ clip: Clip) -> FeatureTable {
    let signs: [(Float, Float)] = [(1, 1), (-1, 1), (-1, -1), (1, -1)]
    let (pleasant, excited) = signs[clip.quadrant!.quadrant.rawValue - 1]
    var generator = SplitMix64(seed: UInt64(clip.name)!)
    let hops = 100 + generator.index(below: 20)
    let rows = (0..<hops).flatMap { _ in [pleasant + generator.normal(), excited + generator.normal()] }
    return FeatureTable(hops: hops, columns: 2, values: SampleBuffer(rows))
  }

  private static let configuration = """
    { corpora: [{ folder: 'made', share: 1 }], features: { pooled: ['rms', 'flatness'] },
      network: { stride: 4, lookaheadSteps: 2, trunkWidth: 8, recurrentWidth: 8 },
      optimiser: { epochs: 16, batch: 8, cropSeconds: 1.5, rate: 0.02 },
      regularisation: { dropout: 0.1, inputDrop: 0 }, validation: { parts: 4 } }
    """

  private func withCache(_ body: (FeatureCache) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "moodring-folds-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let schema = FeatureSchema(
      Self.columns.map { FeatureColumn($0, unit: "1", range: -9...9, reference: "") })
    try body(FeatureCache(folder: folder, schema: schema, decoder: "none", analyse: Self.table))
  }

  private func train(_ clips: [Clip], seed: UInt64, cache: FeatureCache) throws -> TrainingResult {
    var configuration = try TrainingConfiguration(json5: Self.configuration)
    configuration.seed = seed
    let choice = try ColumnChoice(configuration.features, known: Self.columns)
    return try Trainer(configuration, set: TrainingSet(clips: clips, cache: cache), columns: choice)
      .run { _ in true }
  }

  @Test func everyClipIsTestedOnceASeed() throws {
    try withCache { cache in
      let run = try FoldRun(clips: Self.clips, folds: 2, splitSeed: 1, seeds: [1, 2])
      var parts: [[UInt64]] = []
      let report = try run.run(cache: cache) { clips, part in
        try train(clips, seed: part.seed, cache: cache).model
      } progress: {
        parts.append([UInt64($0.fold), $0.seed])
      }
      #expect(report.runs == 4 && parts == [[0, 1], [1, 1], [0, 2], [1, 2]])
      let confusion = try #require(report.corpora.first?.quadrantConfusion)
      #expect(confusion.total == 80)
      #expect(confusion.accuracy > 0.6)
      #expect(report.text.contains("quadrant accuracy"))
      #expect(report.json.contains("\"summary\"") && report.json.contains("\"kind\" : \"folds\""))
      #expect(report.summary["made quadrant accuracy"]?.runs == 4)
      #expect(!report.text.contains("valence CCC"))
    }
  }

  /// Which clips a fold's training and its test hear, as seen from outside.
  @Test func foldsKeepArtistsApart() throws {
    let folder = NSTemporaryDirectory() + "moodring-folds-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let schema = FeatureSchema(
      Self.columns.map { FeatureColumn($0, unit: "1", range: -9...9, reference: "") })
    let heard = Mutex<[Clip]>([])
    let cache = FeatureCache(folder: folder, schema: schema, decoder: "none") { clip in
      heard.withLock { $0.append(clip) }
      return Self.table(clip)
    }
    let run = try FoldRun(clips: Self.clips, folds: 4, splitSeed: 1, seeds: [1, 2])
    var trained: [Clip] = []
    var tested: [UInt64: [String]] = [:]
    _ = try run.run(cache: cache) { clips, part in
      trained = clips
      let held = run.split.sides(of: Self.clips, held: part.fold).held
      #expect(Set(clips.map(\.artist)).isDisjoint(with: held.map(\.artist)))
      #expect(clips.count + held.count == Self.clips.count)
      // An empty cache hears again whatever is tested.
      try? FileManager.default.removeItem(atPath: folder)
      return randomModelFile(seed: 1, pooled: 2, latest: 0, emotions: 0)
    } progress: { result in
      let clips = heard.withLock { heard in
        defer { heard = [] }
        return heard
      }
      #expect(Set(trained.map(\.artist)).isDisjoint(with: clips.map(\.artist)))
      #expect(result.predictions.count == clips.count)
      tested[result.seed, default: []] += clips.map(\.name)
    }
    for seed in run.seeds { #expect(tested[seed]?.sorted() == Self.clips.map(\.name).sorted()) }
  }

  /// What was finished is not trained again, and says the same.
  @Test func interruptedFoldsGoOn() throws {
    try withCache { cache in
      let folder = NSTemporaryDirectory() + "moodring-journal-\(UUID().uuidString)"
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let run = try FoldRun(clips: Self.clips, folds: 3, splitSeed: 1, seeds: [1, 2])
      let journal = RunJournal(
        folder: folder, configuration: "", clips: Self.clips, folds: 3, splitSeed: 1, modelFormat: 1
      ) { Issue.record("\($0)") }
      struct Interrupted: Error {}
      var trained: [FoldRun.Part] = []
      let train: FoldRun.Training = { _, part in
        if trained.count == 4 { throw Interrupted() }
        trained.append(part)
        return randomModelFile(seed: part.seed, pooled: 2, latest: 0, emotions: 0)
      }
      #expect(throws: Interrupted.self) {
        try run.run(cache: cache, journal: journal, train: train) { _ in }
      }
      trained = []
      let report = try run.run(cache: cache, journal: journal, train: train) { _ in }
      #expect(trained == [FoldRun.Part(fold: 1, seed: 2), FoldRun.Part(fold: 2, seed: 2)])
      #expect(
        try run.run(
          cache: cache, train: { randomModelFile(seed: $1.seed, pooled: 2, latest: 0, emotions: 0) }
        ) { _ in }
          == report)
    }
  }

  /// The batched network of training and the streaming network of the product are one network.
  @Test func streamingEqualsTraining() throws {
    try withCache { cache in
      let file = try train(Self.clips, seed: 1, cache: cache).model
      let table = Self.table(Self.clips[3])
      let stride = file.metadata.stride
      let pooling = StepPooling(pooled: 2, latest: 0, stride: stride)
      let shape = NetworkShape(
        inputs: pooling.inputs, architecture: file.metadata.architecture,
        lookaheadSteps: file.metadata.lookaheadSteps)
      let weights = ParameterVector(ParameterLayout(shape))
      for tensor in weights.layout.tensors {
        weights.pointer(tensor.name).update(
          from: file.tensors[tensor.name]!.values, count: tensor.count)
      }
      let filler = SequenceFiller(
        pooling: pooling,
        normaliser: Normaliser(
          means: file.tensors["normaliser.mean"]!.values, scales: file.tensors["normaliser.scale"]!.values),
        levelShift: LevelShift(pooled: Self.columns, latest: []))
      let pass = NetworkPass(shape, steps: table.hops / stride, sequences: 1)
      var generator = SplitMix64(seed: 0)
      filler.fill(
        pass, place: 0, table: table, firstHop: 0, augmentation: nil, generator: &generator)
      pass.forward(weights: weights, dropoutRate: 0, generator: &generator)

      var stream = StreamingModel(model: EmotionModel(file))
      var settled: [HeadOutputs] = []
      for hop in 0..<table.hops {
        stream.advance(row: table.row(hop))
        if stream.hasSettled { settled.append(stream.settled) }
        if (hop + 1) % stride == 0 {
          expectEqual(stream.now, pass.now, step: hop / stride, "now")
        }
      }
      while stream.settleNext() { settled.append(stream.settled) }
      #expect(settled.count == table.hops)
      for step in 0..<pass.steps {
        expectEqual(settled[(step + 1) * stride - 1], pass.settled, step: step, "settled")
      }
    }
  }

  private func expectEqual(_ outputs: HeadOutputs, _ stage: StagePass, step: Int, _ label: String) {
    let logits = SIMD4<Float>(
      stage.logits[step * 4], stage.logits[step * 4 + 1], stage.logits[step * 4 + 2],
      stage.logits[step * 4 + 3])
    let difference = BatchLoss.softmax(logits) - outputs.quadrants
    #expect((difference * difference).sum() < 1e-9, "\(label) of step \(step)")
    let valence = max(-1, min(1, stage.affects[step * 2]))
    #expect(abs(valence - outputs.affect.valence) < 1e-5, "\(label) of step \(step)")
  }

  @Test func seenGroupsAreRefused() throws {
    try withCache { cache in
      let file = try train(Array(Self.clips.prefix(20)), seed: 1, cache: cache).model
      #expect(throws: ModelCheck.Refusal.seenGroup(group: "made:0", model: "music")) {
        try ModelCheck.run(file, on: Self.clips, cache: cache, allowsSeenGroups: false)
      }
      let unseen = Array(Self.clips.suffix(20))
      let report = try ModelCheck.run(file, on: unseen, cache: cache, allowsSeenGroups: false)
      #expect(report.corpora.first?.quadrantConfusion?.total == 20)
      #expect(report.kind == .unseen && report.title == "model music, artists unseen")
      let seen = try ModelCheck.run(file, on: Self.clips, cache: cache, allowsSeenGroups: true)
      #expect(seen.kind == .seen && seen.title == "model music, artists seen in training")
      #expect(try ModelCheck.run(file, on: unseen, cache: cache, allowsSeenGroups: true).kind == .unseen)
    }
  }

  @Test func columnsOfAnotherVersionAreRefused() throws {
    try withCache { cache in
      let trained = try train(Array(Self.clips.prefix(20)), seed: 1, cache: cache).model
      var metadata = trained.metadata
      metadata.pooledColumns[1].version += 1
      metadata.schemaHash = metadata.columnsHash
      let file = try ModelFile(metadata: metadata, tensors: trained.tensors)
      #expect(
        throws: ModelError.columnMismatch(
          name: "flatness", wanted: "version 2 in 1", found: "version 1 in 1")
      ) { try ModelCheck.run(file, on: Self.clips, cache: cache, allowsSeenGroups: true) }
    }
  }

  /// The shipped model's figures are those of folds.
  @Test func shippedReportIsOfFolds() throws {
    struct Report: Decodable { var kind: EvaluationReport.Kind }
    let path = packageRoot + "/Configs/Models/music.report.json"
    let data = try Data(contentsOf: URL(filePath: path))
    #expect(try JSONDecoder().decode(Report.self, from: data).kind == .folds)
  }
}
