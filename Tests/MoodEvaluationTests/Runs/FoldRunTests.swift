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
      network: { stride: 4, lookaheadSteps: 2, trunkWidth: 8, dilations: [1, 2], recurrentWidth: 8, statisticsWidth: 8 },
      teacher: { epochs: 0 }, affectGuess: { corpora: ['made'] },
      optimiser: { epochs: 16, batch: 8, cropSeconds: 1.5, rate: 0.02 },
      regularisation: { dropout: 0.1, hiddenDropout: 0.1, noise: 0.1, inputDrop: 0 }, validation: { parts: 4 } }
    """

  private func withCache(_ body: (FeatureCache) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "moodring-folds-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let schema = FeatureSchema(
      Self.columns.map { FeatureColumn($0, unit: "1", range: -9...9, reference: "") })
    try body(FeatureCache(folder: folder, schema: schema, decoder: "none", analyse: Self.table))
  }

  private func train(
    _ clips: [Clip], seed: UInt64, cache: FeatureCache, hasExperts: Bool = true
  ) throws -> TrainingResult {
    var configuration = try TrainingConfiguration(json5: Self.configuration)
    configuration.seed = seed
    if !hasExperts { configuration.experts.shares = .init(quadrant: 0, affect: 0, emotions: 0) }
    let choice = try ColumnChoice(configuration, known: Self.columns)
    return try Trainer(configuration, set: TrainingSet(clips: clips, cache: cache), columns: choice)
      .run { _ in true }
  }

  @Test func everyClipIsTestedOnceASeed() throws {
    try withCache { cache in
      let run = try FoldRun(clips: Self.clips, rotation: .folds(2, seed: 1), seeds: [1, 2])
      var parts: [[UInt64]] = []
      let report = try run.run(Examination(cache: cache)) { clips, part in
        try train(clips, seed: part.seed, cache: cache).model
      } progress: { result, wasKept in
        parts.append([UInt64(result.fold), result.seed])
        #expect(!wasKept)
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
    let run = try FoldRun(clips: Self.clips, rotation: .folds(4, seed: 1), seeds: [1, 2])
    var trained: [Clip] = []
    var tested: [UInt64: [String]] = [:]
    _ = try run.run(Examination(cache: cache)) { clips, part in
      trained = clips
      let held = run.split.sides(of: Self.clips, held: part.fold).held
      #expect(Set(clips.map(\.artist)).isDisjoint(with: held.map(\.artist)))
      #expect(clips.count + held.count == Self.clips.count)
      // An empty cache hears again whatever is tested.
      try? FileManager.default.removeItem(atPath: folder)
      return randomModelFile(seed: 1, pooled: 2, latest: 0, emotions: 0)
    } progress: { result, _ in
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
      let run = try FoldRun(clips: Self.clips, rotation: .folds(3, seed: 1), seeds: [1, 2])
      let journal = RunJournal(
        folder: folder, configuration: "", clips: Self.clips, rotation: run.rotation, modelFormat: 1
      ) { Issue.record("\($0)") }
      struct Stopped: Error {}
      var trained: [FoldRun.Part] = []
      let train: FoldRun.Training = { _, part in
        if trained.count == 4 { throw Stopped() }
        trained.append(part)
        return randomModelFile(seed: part.seed, pooled: 2, latest: 0, emotions: 0)
      }
      let examination = Examination(cache: cache, hasCurves: true, degraded: [.noise: cache])
      #expect(throws: Stopped.self) {
        try run.run(examination, journal: journal, train: train) { _, _ in }
      }
      trained = []
      var kept: [Bool] = []
      var report = try run.run(examination, journal: journal, train: train) { kept.append($1) }
      #expect(trained == [FoldRun.Part(fold: 1, seed: 2), FoldRun.Part(fold: 2, seed: 2)])
      #expect(kept == [true, true, true, true, false, false])
      var alone = try run.run(
        examination, train: { randomModelFile(seed: $1.seed, pooled: 2, latest: 0, emotions: 0) }
      ) { _, _ in }
      #expect(report.variantSeeds == [1] && report.heard != nil && report.trainingSeconds?.runs == 6)
      // What a clock says.
      (report.trainingSeconds, alone.trainingSeconds) = (nil, nil)
      #expect(report == alone)

      // Kept runs serve an evaluation that asks for less; where more is asked, only the first seed is trained anew.
      trained = []
      let plain = try run.run(Examination(cache: cache), journal: journal, train: train) { _, _ in }
      #expect(trained.isEmpty && plain.latency == nil && plain.robustness == nil)
      #expect(plain.corpora == report.corpora)
      _ = try run.run(Examination(cache: cache, degraded: [.room: cache]), journal: journal, train: train) {
        _, _ in
      }
      #expect(trained == (0..<3).map { FoldRun.Part(fold: $0, seed: 1) })
    }
  }

  /// The batched network of training and the streaming network of the product are one network.
  @Test func streamingEqualsTraining() throws {
    try withCache { cache in
      let file = try train(Self.clips, seed: 1, cache: cache, hasExperts: false).model
      let table = Self.table(Self.clips[3])
      let stride = file.metadata.stride
      let places = HeadPlaces(file.metadata.heads)
      let pooling = StepPooling(pooled: 2, latest: 0, stride: stride)
      let shape = NetworkShape(
        inputs: pooling.inputs, architecture: file.metadata.architecture,
        lookaheadSteps: file.metadata.lookaheadSteps, outputs: places.count, teacherOutputs: 0)
      let filler = SequenceFiller(
        pooling: pooling,
        normaliser: Normaliser(
          means: file.tensors["normaliser.mean"]!.values, scales: file.tensors["normaliser.scale"]!.values),
        levelShift: LevelShift(pooled: Self.columns, latest: []), gate: nil)
      let steps = table.hops / stride
      let pass = NetworkPass(shape, steps: steps, sequences: 1, queries: steps)
      pass.queries = Array(0..<steps)
      var generator = SplitMix64(seed: 0)
      filler.fill(
        pass, place: 0, SequenceFiller.Stretch(table: table, firstHop: 0), generator: &generator)
      pass.forward(
        weights: Self.parameters(of: file, ParameterLayout(shape), places), dropout: nil,
        generator: &generator)

      func expectEqual(_ outputs: HeadOutputs, _ stage: StagePass, step: Int, query: Int, _ label: String) {
        let logits = (0..<places.count).map { output in
          stage.logits[step * places.count + output]
            + (pass.statistics?.logits[query * places.count + output] ?? 0)
        }
        let quadrants = logits[places.quadrants].map {
          exp(Double($0 / file.metadata.calibration.quadrantTemperature))
        }
        for index in 0..<4 {
          let share = quadrants[index] / quadrants.reduce(0, +)
          #expect(abs(share - Double(outputs.quadrants[index])) < 2e-5, "\(label) of step \(step)")
        }
        let valence = max(-1, min(1, logits[places.affect.lowerBound]))
        #expect(abs(valence - outputs.affect.valence) < 2e-5, "\(label) of step \(step)")
      }
      var stream = StreamingModel(model: EmotionModel(file))
      var settled: [HeadOutputs] = []
      for hop in 0..<table.hops {
        stream.advance(row: table.row(hop))
        if stream.hasSettled { settled.append(stream.settled) }
        let step = hop / stride
        if (hop + 1) % stride == 0 { expectEqual(stream.now, pass.now, step: step, query: step, "now") }
      }
      while stream.settleNext() { settled.append(stream.settled) }
      #expect(settled.count == table.hops)
      for step in 0..<steps {
        expectEqual(
          settled[(step + 1) * stride - 1], pass.settled, step: step,
          query: min(step + shape.lookaheadSteps, steps - 1), "settled")
      }
    }
  }

  /// A model's tensors as training lays them out: the heads' rows one below another.
  private static func parameters(
    of file: ModelFile, _ layout: ParameterLayout, _ places: HeadPlaces
  ) -> ParameterVector {
    let weights = ParameterVector(layout)
    for tensor in layout.tensors {
      let dot = tensor.name.lastIndex(of: ".")!
      let values =
        file.tensors[tensor.name]?.values
        ?? places.named.flatMap {
          file.tensors["\(tensor.name[..<dot]).\($0.name)\(tensor.name[dot...])"]!.values
        }
      weights.pointer(tensor.name).update(from: values, count: tensor.count)
    }
    return weights
  }

  /// One group of one corpus at a time, or one corpus at a time; only what is held is tested, and nothing of it trained.
  @Test(arguments: [Rotation.groups(ofCorpus: "small"), .corpora], [nil, ["small"]])
  func whatIsLeftOutIsTested(rotation: Rotation, tested: [String]?) throws {
    try withCache { cache in
      let small = Self.clips.prefix(12).map { clip in
        var clip = clip
        clip.corpus = "small"
        // Artist 0 is in both corpora.
        clip.group = clip.group.replacing("made:", with: "small:")
        return clip
      }
      let clips = Self.clips.filter { Int($0.name)! > 11 || Int($0.name)! < 2 } + small
      let run = try FoldRun(clips: clips, rotation: rotation, seeds: [1], tested: tested)
      var heard: [String] = []
      var trained: [Clip] = []
      let report = try run.run(Examination(cache: cache)) { rest, _ in
        trained = rest
        return randomModelFile(seed: 1, pooled: 2, latest: 0, emotions: 0)
      } progress: { result, _ in
        heard += result.predictions.map { "\($0.corpus)/\($0.clip)" }
        let groups = Set(result.predictions.map(\.group))
        #expect(groups.isDisjoint(with: trained.map(\.artist)))
        let corpora = Set(result.predictions.map(\.corpus))
        switch rotation {
        case .corpora:
          #expect(corpora.count == 1 && corpora.isDisjoint(with: trained.map(\.corpus)))
        default:
          #expect(groups.count == 1 && corpora == ["small"])
          #expect(Set(trained.map(\.corpus)) == ["made", "small"])
        }
      }
      let expected = clips.filter { clip in
        (rotation == .corpora || clip.corpus == "small") && (tested?.contains(clip.corpus) ?? true)
      }
      #expect(heard.sorted() == expected.map { "\($0.corpus)/\($0.name)" }.sorted())
      #expect(run.testedClips == expected)
      let title = rotation == .corpora ? "2 corpora, one left out" : "6 groups of small, one left out"
      #expect(report.title.hasPrefix(title) && report.title.hasSuffix("tested on small") == (tested != nil))
    }
  }

  /// Without it there would be nothing to learn a class from.
  @Test func everyClassMustBeTrained() throws {
    try withCache { cache in
      let clips = Self.clips.map { clip in
        var clip = clip
        clip.quadrant = Clip.QuadrantLabel(quadrant: clip.artist == "0" ? .q1 : .q2, share: 1)
        return clip
      }
      let run = try FoldRun(clips: clips, rotation: .folds(4, seed: 1), seeds: [1])
      #expect(throws: CorpusError.emptyClass(name: "Q1")) {
        try run.run(Examination(cache: cache)) { _, _ in
          randomModelFile(seed: 1, pooled: 2, latest: 0, emotions: 0)
        } progress: { _, _ in
        }
      }
    }
  }

  @Test func seenGroupsAreRefused() throws {
    try withCache { cache in
      let file = try train(Array(Self.clips.prefix(20)), seed: 1, cache: cache).model
      #expect(throws: ModelCheck.Refusal.seenGroup(group: "made:0", model: "music")) {
        try ModelCheck.run(file, on: Self.clips, Examination(cache: cache), allowsSeenGroups: false)
      }
      let unseen = Array(Self.clips.suffix(20))
      let report = try ModelCheck.run(file, on: unseen, Examination(cache: cache), allowsSeenGroups: false)
      #expect(report.corpora.first?.quadrantConfusion?.total == 20)
      #expect(report.kind == .unseen && report.title == "model music, artists unseen")
      let seen = try ModelCheck.run(file, on: Self.clips, Examination(cache: cache), allowsSeenGroups: true)
      #expect(seen.kind == .seen && seen.title == "model music, artists seen in training")
      #expect(
        try ModelCheck.run(file, on: unseen, Examination(cache: cache), allowsSeenGroups: true).kind
          == .unseen)
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
      ) { try ModelCheck.run(file, on: Self.clips, Examination(cache: cache), allowsSeenGroups: true) }
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
