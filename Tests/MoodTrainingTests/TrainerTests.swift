import Foundation
import Glibc
import MoodCore
import MoodCorpus
import MoodInference
import MoodRealtime
import Testing

@testable import MoodTraining

/// Small trainings on made-up clips, whose quadrant shows in two columns.
@Suite struct TrainerTests {
  static let columns = ["rms", "flatness", "zcr"]

  static func configuration(
    seed: UInt64 = 3, epochs: Int = 6, more: String = ""
  ) throws -> TrainingConfiguration {
    try TrainingConfiguration(
      json5: """
        { seed: \(seed), corpora: [{ folder: 'made', share: 1 }],
          features: { pooled: ['rms', 'flatness'], latest: ['zcr'] },
          network: {
            stride: 4, lookaheadSteps: 2, trunkWidth: 8, dilations: [1], recurrentWidth: 8, statisticsWidth: 8 },
          teacher: { epochs: 0 }, affectGuess: { corpora: ['made'] },
          optimiser: { epochs: \(epochs), batch: 8, cropSeconds: 2, rate: 0.02, queries: 2 },
          regularisation: { dropout: 0.1, hiddenDropout: 0.1, noise: 0.1, inputDrop: 0 },
          validation: { parts: 4 } \(more) }
        """)
  }

  static func set(clips count: Int, hops shortest: Int = 120) -> TrainingSet {
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
      let hops = shortest + generator.index(below: 30)
      let rows = (0..<hops).flatMap { _ in
        [pleasant + generator.normal(), excited + generator.normal(), generator.normal()]
      }
      tables.append(FeatureTable(hops: hops, columns: 3, values: SampleBuffer(rows)))
    }
    let schema = FeatureSchema(columns.map { FeatureColumn($0, unit: "1", range: -9...9, reference: "") })
    return TrainingSet(clips: clips, tables: tables, schema: schema)
  }

  static func train(
    _ configuration: TrainingConfiguration, on set: TrainingSet = set(clips: 48),
    progress: (TrainingProgress) -> Bool = { _ in true }
  ) throws -> TrainingResult {
    let choice = try ColumnChoice(configuration, known: columns)
    return try Trainer(configuration, set: set, columns: choice).run(progress: progress)
  }

  /// The clips of `set` with other labels.
  static func relabelled(_ set: TrainingSet, _ change: (inout Clip) -> Void) -> TrainingSet {
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
    let best = try #require(
      result.history.networks[0].epochs[result.history.networks[0].bestEpoch - 1].validation)
    #expect(best.quadrantAccuracy > 0.8)
    #expect(best.arousalLoss < 0.4 && best.valenceLoss < 0.4)
    #expect(result.model.metadata.seenGroups.count == 24)
  }

  @Test func sameSeedSameWeights() throws {
    let first = try Self.train(Self.configuration())
    #expect(try first.model == Self.train(Self.configuration()).model)
    #expect(try first.model != Self.train(Self.configuration(seed: 4)).model)
  }

  /// Each begins with weights of its own, and the first is what it would be alone.
  @Test func networksAreTrainedApart() throws {
    var configuration = try Self.configuration(epochs: 3)
    let alone = try Self.train(configuration).model
    configuration.network.members = 2
    let result = try Self.train(configuration)
    let both = result.model
    #expect(both.metadata.architecture.members == 2 && result.history.networks.count == 2)
    for (name, tensor) in alone.tensors {
      if name.hasPrefix("normaliser.") {
        #expect(both.tensors[name] == tensor)
      } else {
        #expect(both.tensors["member.0.\(name)"] == tensor)
        // The linear maps hear the inputs alone, which are those of both.
        #expect((both.tensors["member.1.\(name)"] == tensor) == name.hasPrefix("experts."))
      }
    }
  }

  @Test func stoppingKeepsTheNetworksThereAre() throws {
    var configuration = try Self.configuration(epochs: 3)
    configuration.network.members = 4
    let result = try Self.train(configuration) { $0.network < 3 }
    #expect(result.model.metadata.architecture.members == 3)
    #expect(result.history.networks.map(\.epochs.count) == [3, 3, 1])
  }

  @Test func stoppingKeepsTheBestSoFar() throws {
    let result = try Self.train(Self.configuration()) { $0.epoch.epoch < 2 }
    #expect(result.history.networks[0].epochs.count == 2)
    #expect(result.history.networks[0].bestEpoch >= 1)
    #expect(result.history.json().contains("\"bestEpoch\""))
  }

  /// Mixing, speeds, masks and tilts change the training, and each seed fixes what they do.
  @Test(arguments: [
    "mixup: 0.4", "timeMaskSeconds: 1", "tiltDB: 3", "levelShiftDB: 6", "inputDrop: 0.3",
  ])
  func augmentationIsFixedByTheSeed(_ key: String) throws {
    let parts = key.split(separator: ":")
    var configuration = try Self.configuration(epochs: 2)
    let plain = try Self.train(configuration).model
    let merged = try TrainingConfiguration(json5: "{ regularisation: { \(key) } }")
    switch parts[0] {
    case "mixup": configuration.regularisation.mixup = merged.regularisation.mixup
    case "timeMaskSeconds":
      configuration.regularisation.timeMaskSeconds = merged.regularisation.timeMaskSeconds
    case "tiltDB": configuration.regularisation.tiltDB = merged.regularisation.tiltDB
    case "levelShiftDB": configuration.regularisation.levelShiftDB = merged.regularisation.levelShiftDB
    default: configuration.regularisation.inputDrop = merged.regularisation.inputDrop
    }
    let changed = try Self.train(configuration).model
    #expect(try changed == Self.train(configuration).model)
    #expect(changed != plain)
  }

  /// The divisor that was put in comes out: of probabilities that are too sure by a factor.
  @Test func temperatureUndoesOverconfidence() {
    var generator = SplitMix64(seed: 71)
    let examples = (0..<4000).map { _ -> (logits: [Float], truth: Int) in
      let logits = (0..<4).map { _ in 2 * generator.normal() }
      let powers = logits.map { Glibc.expf($0) }
      var draw = generator.uniform() * powers.reduce(0, +)
      var truth = 0
      while truth < 3, draw > powers[truth] {
        draw -= powers[truth]
        truth += 1
      }
      return (logits.map { 3 * $0 }, truth)
    }
    #expect(abs(Calibrator.temperature(examples) - 3) < 0.2)
    #expect(Calibrator.temperature([]) == 1)
    #expect(Calibrator.quantile([1, 2, 3], 0.75) == 2.5)
    // Where an unfelt one lies above that of the labels; that, where nothing is gained or known.
    let third = Float(1) / 3
    let shares: [(Float, Bool)] = [(0.1, false), (0.4, false), (0.6, true), (0.8, true)]
    #expect(Calibrator.threshold(shares) == 0.5)
    #expect(Calibrator.threshold(shares.filter { $0.0 != 0.4 }) == third)
    #expect(Calibrator.threshold([(0.1, true), (0.2, true)]) == 0.1)
    #expect(Calibrator.threshold([(0.9, false)]) == third)
    #expect(Calibrator.threshold([]) == third)
  }

  /// An output that may hear some columns alone has no other weight, and learns all the same.
  @Test func limitedAffectHearsItsColumnsAlone() throws {
    let configuration = try TrainingConfiguration(
      json5: """
        { corpora: [{ folder: 'made', share: 1 }], affectGuess: { corpora: ['made'] }, teacher: { epochs: 0 },
          features: { pooled: ['rms', 'flatness'], latest: ['zcr'], affect: ['flatness'] },
          network: { stride: 4, lookaheadSteps: 2, trunkWidth: 8, dilations: [1], recurrentWidth: 8,
            statisticsWidth: 8, statisticsDirect: true, statisticsSlopes: true },
          optimiser: { epochs: 12, batch: 8, cropSeconds: 2, rate: 0.02, queries: 2 },
          regularisation: { noise: 0.1, inputDrop: 0 }, validation: { parts: 4 } }
        """)
    let result = try Self.train(configuration)
    let model = result.model
    #expect(model.tensors["head.affect.weight"]?.values.allSatisfy { $0 == 0 } == true)
    #expect(model.tensors["statistics.head.affect.weight"]?.values.allSatisfy { $0 == 0 } == true)
    let direct = try #require(model.tensors["statistics.direct.affect.weight"])
    let width = direct.shape[1]
    // Inputs: rms, flatness, their deviations, zcr; then the trunk's eight; twice; then slopes of the five inputs.
    let heard: Set = [1, 3, 14, 16, 27, 29]
    for (index, value) in direct.values.enumerated() {
      #expect((value != 0) == heard.contains(index % width))
    }
    // The maps do not hear the trunk: means, deviations and slopes of five inputs.
    let map = try #require(model.tensors["experts.0.affect.weight"])
    for (index, value) in map.values.enumerated() {
      #expect((value != 0) == [1, 3].contains(index % 15 % 5))
    }
    let best = try #require(
      result.history.networks[0].epochs[result.history.networks[0].bestEpoch - 1].validation)
    #expect(best.arousalLoss < 0.5 && best.valenceLoss > 0.5)
  }

  /// A class that only clips which choose the epoch are of could not be learnt.
  @Test func classesAreNotAllHeldBack() throws {
    let configuration = try Self.configuration(epochs: 1)
    let set = Self.set(clips: 48)
    let choice = try ColumnChoice(configuration, known: Self.columns)
    var refused = 0
    for group in 0..<24 {
      let lone = Self.relabelled(set) { clip in
        let isLone = clip.group == "made:\(group)"
        clip.quadrant = Clip.QuadrantLabel(quadrant: isLone ? .q4 : .q1, share: 1)
      }
      let split = try Split(lone.clips, folds: configuration.validation.parts, seed: configuration.seed)
      let isHeld = split.folds[2 * group] == 0
      refused += isHeld ? 1 : 0
      do {
        _ = try Trainer(configuration, set: lone, columns: choice)
        #expect(!isHeld)
      } catch CorpusError.emptyClass(let name) {
        #expect(isHeld && name == Quadrant.q4.name)
      }
    }
    #expect(refused > 0)
  }

  /// Acted emotions may train valence and arousal alone.
  @Test func speechNeedsNoClasses() throws {
    var configuration = try Self.configuration(epochs: 1)
    configuration.corpora[0].classes = false
    let spoken = Self.relabelled(Self.set(clips: 48)) { clip in
      (clip.quadrant, clip.affect) = (nil, nil)
      clip.emotionClass = Int(clip.name)! % 8
    }
    let result = try Self.train(configuration, on: spoken)
    // What chooses the epoch is measured on what there is.
    #expect(result.history.networks[0].epochs.allSatisfy { $0.validation!.actedLoss > 0 })
    let metadata = result.model.metadata
    #expect(metadata.heads.affect && metadata.heads.emotions.isEmpty)
    #expect(metadata.calibration.emotionTemperature == 1)
  }

  /// Clips without a whole step, and a gate that lets nothing through, are trained on all the same.
  @Test func shortAndSilentClipsAreTrainedOn() throws {
    var configuration = try Self.configuration(epochs: 2)
    configuration.network.gateDB = 20
    configuration.network.gateFloorDB = -20
    let set = Self.set(clips: 48)
    let tables = set.tables.enumerated().map { index, table in
      let hops = index % 5 == 0 ? index % 4 : table.hops
      let rows = (0..<hops).flatMap { hop in
        let row = table.row(hop)
        return [0.001 * row[0], row[1], row[2]]
      }
      return FeatureTable(hops: hops, columns: 3, values: SampleBuffer(rows))
    }
    let result = try Self.train(
      configuration, on: TrainingSet(clips: set.clips, tables: tables, schema: set.schema))
    #expect(
      result.history.networks[0].epochs.allSatisfy {
        $0.trainingLoss.isFinite && $0.validation!.loss.isFinite
      })
  }

  /// Classes, and the two halves of arousal, weigh alike whatever their numbers.
  @Test func balancedClassesCountAlike() throws {
    let plain = Self.set(clips: 12)
    let spoken = Self.relabelled(plain) { clip in
      clip.quadrant = nil
      clip.affect = nil
      clip.emotionClass = Int(clip.name)! < 9 ? 0 : 4
    }
    var configuration = try Self.configuration()
    configuration.losses.balanced = true
    let targets = TrainingData(spoken, configuration: configuration).targets
    let neutral = targets.prefix(9)
    let angry = targets.suffix(3)
    #expect(
      abs(neutral.reduce(0) { $0 + $1.emotionWeight } - angry.reduce(0) { $0 + $1.emotionWeight }) < 1e-5)
    #expect(abs(neutral.reduce(0) { $0 + $1.affectWeight } - angry.reduce(0) { $0 + $1.affectWeight }) < 1e-5)
    #expect(abs(targets.reduce(0) { $0 + $1.emotionWeight } - 12) < 1e-4)
  }

  /// What one corpus has more clips or a larger share of the batches for does not give it more of a say in arousal.
  @Test func actedCorporaCountAlike() throws {
    let spoken = Self.relabelled(Self.set(clips: 24)) { clip in
      (clip.quadrant, clip.affect) = (nil, nil)
      clip.emotionClass = Int(clip.name)! % 3 == 0 ? 1 : 4
      if Int(clip.name)! < 6 { clip.corpus = "other" }
    }
    var configuration = try Self.configuration()
    configuration.losses.balanced = true
    configuration.corpora = [.init(folder: "made", share: 0.8), .init(folder: "other", share: 0.2)]
    let targets = TrainingData(spoken, configuration: configuration).targets
    // A corpus fills its share of the sequences, whatever it holds.
    func say(_ corpus: String, share: Float) -> Float {
      let weights = zip(spoken.clips, targets).filter { $0.0.corpus == corpus }.map(\.1.affectWeight)
      return share * weights.reduce(0, +) / Float(weights.count)
    }
    #expect(abs(say("made", share: 0.8) - say("other", share: 0.2)) < 1e-5)
  }

  @Test func starsMayTakeEverySecond() throws {
    let known = (1...6).map { "mel_db_\($0)" } + ["rms"]
    func pooled(_ pattern: String) throws -> [String] {
      var configuration = TrainingConfiguration()
      configuration.features.pooled = [pattern]
      return try ColumnChoice(configuration, known: known).pooled
    }
    #expect(try pooled("mel_db_*/2") == ["mel_db_2", "mel_db_4", "mel_db_6"])
    #expect(try pooled("mel_db_*/3") == ["mel_db_2", "mel_db_5"])
    #expect(try pooled("mel_db_*_mean_3s/2") == ["mel_db_2_mean_3s", "mel_db_4_mean_3s", "mel_db_6_mean_3s"])
    #expect(throws: TrainingConfigurationError.self) { try pooled("mel_db_*/0") }
    #expect(throws: TrainingConfigurationError.self) { try pooled("mel_db_*/two") }
  }

  @Test func gateClosesOnQuietSteps() {
    let rms = ModelMetadata.InputColumn(name: "rms", unit: "1", version: 1)
    var gate = StepGate(
      ModelMetadata.Gate(column: rms, rangeDB: 20, decayDBPerStep: 0), place: 0, phases: 1)
    let amplitudes = SampleBuffer([0, 1, 0.2, 0.05, 0.11])
    var open: [Bool] = []
    for step in 0..<amplitudes.count { open.append(gate.advance(phase: 0, row: amplitudes.base + step)) }
    #expect(open == [true, true, true, false, true])
  }

  @Test func betaHasItsMean() {
    var generator = SplitMix64(seed: 81)
    let draws = (0..<4000).map { _ in BatchMaker.beta(0.4, &generator) }
    #expect(draws.allSatisfy { (0...1).contains($0) })
    #expect(abs(draws.reduce(0, +) / 4000 - 0.5) < 0.02)
    // β/(4·(2β + 1)) for both parameters β.
    let variance = draws.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / 4000
    #expect(abs(variance - 0.25 / 1.8) < 0.01)
  }

  @Test func dealerUsesEachClipOnceAnEpoch() {
    var dealer = BatchDealer(
      corpora: [(clips: Array(0..<6), share: 0.5), (clips: Array(6..<8), share: 0.5)],
      hops: [[Int]](repeating: [50, 45], count: 8), batch: 4, cropHops: 40, seed: 1)
    let draws = (0..<3).flatMap { _ in dealer.nextBatch() }
    #expect(draws.filter { $0.clip < 6 }.map(\.clip).sorted() == Array(0..<6))
    #expect(draws.allSatisfy { (0...($0.rendition == 0 ? 10 : 5)).contains($0.firstHop) })
    #expect(Set(draws.map(\.rendition)) == [0, 1])
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
