import MoodCore
import MoodCorpus
import MoodRealtime
import Testing

@testable import MoodTraining

/// Small trainings on made-up clips, whose quadrant shows in two columns.
@Suite struct TrainerTests {
  private static let columns = ["rms", "flatness", "zcr"]

  private static func configuration(seed: UInt64 = 3, epochs: Int = 6) throws -> TrainingConfiguration {
    try TrainingConfiguration(
      json5: """
        { seed: \(seed), corpora: [{ folder: 'made', share: 1 }],
          features: { pooled: ['rms', 'flatness'], latest: ['zcr'] },
          network: { stride: 4, lookaheadSteps: 2, trunkWidth: 8, recurrentWidth: 8 },
          optimiser: { epochs: \(epochs), batch: 8, cropSeconds: 2, rate: 0.01 },
          regularisation: { dropout: 0.1, noise: 0.1, inputDrop: 0 }, validation: { parts: 4 } }
        """)
  }

  private static func set(clips count: Int) -> TrainingSet {
    var generator = SplitMix64(seed: 17)
    let quadrants: [(Quadrant, Float, Float)] = [(.q1, 1, 1), (.q2, -1, 1), (.q3, -1, -1), (.q4, 1, -1)]
    var clips: [Clip] = []
    var tables: [FeatureTable] = []
    for index in 0..<count {
      let (quadrant, pleasant, excited) = quadrants[index % 4]
      clips.append(
        Clip(
          corpus: "made", name: "\(index)", audio: "", group: "made:\(index / 2)",
          quadrant: Clip.QuadrantLabel(quadrant: quadrant, share: 1),
          affect: Affect(valence: pleasant / 2, arousal: excited / 2)))
      let hops = 120 + generator.index(below: 30)
      let rows = (0..<hops).flatMap { _ in
        [pleasant + generator.normal(), excited + generator.normal(), generator.normal()]
      }
      tables.append(FeatureTable(hops: hops, columns: 3, values: SampleBuffer(rows)))
    }
    let schema = FeatureSchema(columns.map { FeatureColumn($0, unit: "1", range: -9...9, reference: "") })
    return TrainingSet(clips: clips, tables: tables, schema: schema)
  }

  private static func train(
    _ configuration: TrainingConfiguration, on set: TrainingSet = set(clips: 48),
    progress: (TrainingProgress) -> Bool = { _ in true }
  ) throws -> TrainingResult {
    let choice = try ColumnChoice(configuration.features, known: columns)
    return try Trainer(configuration, set: set, columns: choice).run(progress: progress)
  }

  /// The clips of `set` with other labels.
  private static func relabelled(_ set: TrainingSet, _ change: (inout Clip) -> Void) -> TrainingSet {
    var clips = set.clips
    for index in clips.indices { change(&clips[index]) }
    return TrainingSet(clips: clips, tables: set.tables, schema: set.schema)
  }

  /// A head that no label trained is left out of the model.
  @Test func headsAreThoseThatHaveLabels() throws {
    let both = Self.set(clips: 48)
    var configuration = try Self.configuration(epochs: 1)
    let rated = Self.relabelled(both) { $0.quadrant = nil }
    let affect = try Self.train(configuration, on: rated).model
    #expect(affect.metadata.heads == .init(quadrant: false, affect: true))
    #expect(affect.tensors["head.quadrant.weight"] == nil && affect.tensors["head.affect.weight"] != nil)

    let labelled = Self.relabelled(both) { $0.affect = nil }
    #expect(
      try Self.train(configuration, on: labelled).model.metadata.heads == .init(quadrant: true, affect: true))
    configuration.affectGuess.weight = 0
    #expect(
      try Self.train(configuration, on: labelled).model.metadata.heads == .init(quadrant: true, affect: false)
    )

    let unlabelled = Self.relabelled(labelled) { $0.quadrant = nil }
    #expect(throws: TrainingConfigurationError.noLabels) { try Self.train(configuration, on: unlabelled) }
  }

  /// What chooses the epoch says nothing else, however loud it is.
  @Test func normaliserHearsTrainingGroupsOnly() throws {
    let configuration = try Self.configuration(epochs: 1)
    let set = Self.set(clips: 48)
    let split = try Split(set.clips, folds: configuration.validation.parts, seed: configuration.seed)
    try #require(split.folds.contains(0))
    let tables = zip(set.tables, split.folds).map { table, fold in
      guard fold == 0 else { return table }
      let values = [Float](repeating: 1e6, count: table.hops * table.columns)
      return FeatureTable(hops: table.hops, columns: table.columns, values: SampleBuffer(values))
    }
    let loud = TrainingSet(clips: set.clips, tables: tables, schema: set.schema)
    let expected = try Self.train(configuration, on: set).model
    let found = try Self.train(configuration, on: loud).model
    for name in ["normaliser.mean", "normaliser.scale"] {
      #expect(found.tensors[name] == expected.tensors[name])
    }
  }

  @Test func learnsWhatTheColumnsShow() throws {
    let result = try Self.train(Self.configuration(epochs: 12))
    let best = result.history.epochs[result.history.bestEpoch - 1].validation
    #expect(best.quadrantAccuracy > 0.8)
    #expect(best.arousalLoss < 0.4 && best.valenceLoss < 0.4)
    #expect(result.model.metadata.seenGroups.count == 24)
  }

  @Test func sameSeedSameWeights() throws {
    let first = try Self.train(Self.configuration())
    #expect(try first.model == Self.train(Self.configuration()).model)
    #expect(try first.model != Self.train(Self.configuration(seed: 4)).model)
  }

  @Test func stoppingKeepsTheBestSoFar() throws {
    let result = try Self.train(Self.configuration()) { $0.epoch.epoch < 2 }
    #expect(result.history.epochs.count == 2)
    #expect(result.history.bestEpoch >= 1)
    #expect(result.history.json().contains("\"bestEpoch\""))
  }

  @Test func dealerUsesEachClipOnceAnEpoch() {
    var dealer = BatchDealer(
      corpora: [(clips: Array(0..<6), share: 0.5), (clips: Array(6..<8), share: 0.5)],
      hops: [Int](repeating: 50, count: 8), batch: 4, cropHops: 40, seed: 1)
    #expect(dealer.batchesPerEpoch == 3)
    let draws = (0..<3).flatMap { _ in dealer.nextBatch() }
    #expect(draws.filter { $0.clip < 6 }.map(\.clip).sorted() == Array(0..<6))
    #expect(draws.allSatisfy { (0...10).contains($0.firstHop) })
    #expect(Set(draws.map(\.seed)).count == 12)
  }

  @Test func pooledStepsAreMeansAndDeviations() {
    let table = FeatureTable(hops: 4, columns: 2, values: SampleBuffer([1, 10, 3, 20, 5, 30, 7, 40]))
    let pooling = StepPooling(pooled: 1, latest: 1, stride: 2)
    let step = SampleBuffer(count: 3)
    pooling.write(table, endingAt: 3, to: step.base)
    #expect(step.array() == [6, 1, 40])
    pooling.write(table, endingAt: 0, to: step.base)
    #expect(step.array() == [1, 0, 10])
  }

  @Test func levelShiftMovesOnlyWhatHearsLevel() {
    let shift = LevelShift(
      pooled: ["rms", "mel_db_3", "zcr"], latest: ["mfcc_1_mean_3s", "mel_db_1_std_6s"])
    let step = SampleBuffer([1, 0, 5, 2, 3, 4, 0, 0])
    shift.apply(step.base, decibels: 20)
    let expected: [Float] = [10, 20, 5, 20, 3, 4, 20 * Float(128).squareRoot(), 0]
    #expect(zip(step.array(), expected).allSatisfy { abs($0 - $1) < 1e-4 })
  }
}
