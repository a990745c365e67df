import MoodCore
import MoodCorpus
import MoodInference
import MoodRealtime
import Testing

@testable import MoodTraining

/// Linear maps beside small networks.
@Suite struct ExpertTests {
  /// The clips of `TrainerTests`, every third of a corpus that sounds otherwise and in which what excites there calms.
  private static func families() -> TrainingSet {
    let set = TrainerTests.set(clips: 96)
    var clips: [Clip] = []
    var tables: [FeatureTable] = []
    for (index, clip) in set.clips.enumerated() {
      let isOther = index / 4 % 3 == 2
      var clip = clip
      clip.quadrant = nil
      clip.corpus = isOther ? "other" : "made"
      clip.group = "\(clip.corpus):\(index / 8)"
      if isOther, let affect = clip.affect {
        clip.affect = Affect(valence: affect.valence, arousal: -affect.arousal)
      }
      clips.append(clip)
      let table = set.tables[index]
      let values = (0..<table.hops).flatMap { hop in
        let row = table.row(hop)
        return [row[0], row[1], row[2] + (isOther ? 9 : 0)]
      }
      tables.append(FeatureTable(hops: table.hops, columns: 3, values: SampleBuffer(values)))
    }
    return TrainingSet(clips: clips, tables: tables, schema: set.schema)
  }

  private static func configuration(families: String) throws -> TrainingConfiguration {
    var configuration = try TrainerTests.configuration(
      epochs: 1,
      more:
        ", experts: { shares: { quadrant: 1, affect: 1, emotions: 1 }, families: \(families), penalties: [0.01] }"
    )
    configuration.corpora = [.init(folder: "made", share: 0.5), .init(folder: "other", share: 0.5)]
    return configuration
  }

  /// Mean error of the arousal of clips of either family.
  private static func arousalError(families: String) throws -> Float {
    let set = Self.families()
    let result = try TrainerTests.train(configuration(families: families), on: set)
    let model = EmotionModel(result.model)
    var sum: Float = 0
    for (clip, table) in zip(set.clips, set.tables) {
      var stream = StreamingModel(model: model)
      for hop in 0..<table.hops { stream.advance(row: table.row(hop)) }
      while stream.settleNext() {}
      sum += abs((stream.summary()?.affect.arousal ?? 9) - (clip.affect?.arousal ?? 0))
    }
    return sum / Float(set.clips.count)
  }

  @Test func familiesMayContradictEachOther() throws {
    #expect(try Self.arousalError(families: "[['made'], ['other']]") < 0.15)
    // One map for both has to lie between them.
    #expect(try Self.arousalError(families: "[]") > 0.3)
  }

  @Test func aCorpusThatStandsInNoFamilyIsOneMore() throws {
    let set = Self.families()
    let listed = try TrainerTests.train(Self.configuration(families: "[['other', 'elsewhere']]"), on: set)
    #expect(listed.model.metadata.architecture.statistics?.experts?.families == 2)
    #expect(
      listed.history.experts.map(\.corpora) == [["other"], ["made"], ["made", "other"]])
    #expect(listed.history.experts.map(\.head) == ["affect", "affect", "gate"])
  }

  /// What chooses the epoch and calibrates fits nothing.
  @Test func mapsHearTrainingGroupsOnly() throws {
    let configuration = try TrainerTests.configuration(epochs: 1)
    let set = TrainerTests.set(clips: 48)
    let split = try Split(set.clips, folds: configuration.validation.parts, seed: configuration.seed)
    let held = Dictionary(zip(set.clips.map(\.name), split.folds)) { first, _ in first }
    let contrary = TrainerTests.relabelled(set) { clip in
      guard held[clip.name] == 0, let affect = clip.affect else { return }
      clip.affect = Affect(valence: -affect.valence, arousal: -affect.arousal)
    }
    let expected = try TrainerTests.train(configuration, on: set).model
    let found = try TrainerTests.train(configuration, on: contrary).model
    let maps = expected.tensors.keys.filter { $0.hasPrefix("experts.") }
    #expect(maps.count == 4)
    for name in maps { #expect(found.tensors[name] == expected.tensors[name]) }
  }

  @Test func withoutAShareThereAreNone() throws {
    var configuration = try TrainerTests.configuration(epochs: 1)
    configuration.experts.shares = .init(quadrant: 0, affect: 0, emotions: 0)
    let result = try TrainerTests.train(configuration)
    #expect(result.model.metadata.architecture.statistics?.experts == nil)
    #expect(result.history.experts.isEmpty)
  }

  /// The mean, the variance and the fourth moment of a normal distribution.
  @Test func threeLevelsStandForADistribution() {
    let levels = ExpertSamples.levels(deviationDB: 4)
    func moment(_ power: Int) -> Float {
      levels.reduce(0) { sum, level in
        sum + level.weight * (0..<power).reduce(Float(1)) { product, _ in product * level.decibels }
      }
    }
    #expect(abs(moment(0) - 1) < 1e-5 && abs(moment(1)) < 1e-5)
    #expect(abs(moment(2) - 16) < 1e-3 && abs(moment(4) / (3 * 256) - 1) < 1e-4)
    #expect(ExpertSamples.levels(deviationDB: 0).count == 1)
  }

  /// Moments carry the ratings of their time; a clip counts alike however many it has.
  @Test func momentsOfATrackHaveItsRatings() throws {
    let track = AnnotationTrack(
      points: (0..<5).map { second in
        let affect = Affect(valence: Float(second) / 5, arousal: -Float(second) / 5)
        return AnnotationTrack.Point(startSeconds: Float(second), affect: affect, annotators: 1)
      }, endSeconds: 5)
    let set = TrainerTests.relabelled(TrainerTests.set(clips: 48, hops: 400)) { clip in
      clip.quadrant = nil
      guard clip.name.hasSuffix("1") else { return }
      (clip.affect, clip.track) = (nil, track)
    }
    let configuration = try TrainerTests.configuration(epochs: 1)
    let plan = try TrainingPlan(
      configuration, set: set, columns: ColumnChoice(configuration, known: TrainerTests.columns))
    let means = [Float](repeating: 0, count: plan.shape.statistics)
    let variances = [Float](repeating: 1, count: plan.shape.statistics)
    let heard = ExpertSamples(plan, means: means, variances: variances)
    #expect(heard.statistics.count == heard.samples.count * heard.width)
    var weights = [Float](repeating: 0, count: plan.training.set.clips.count)
    var ratings = Set<Float>()
    for sample in heard.samples {
      weights[sample.clip] += sample.weight
      let clip = plan.training.set.clips[sample.clip]
      let valence = sample.goal.values[plan.places.affect.lowerBound]
      if clip.track == nil {
        #expect(valence == clip.affect?.valence)
      } else {
        ratings.insert(valence)
      }
    }
    #expect(weights.allSatisfy { abs($0 - 1) < 1e-5 })
    // Every eighth step of four hops is one of .74 s; the whole has the mean of all.
    #expect(ratings == Set((0..<5).map { Float($0) / 5 } + [track.mean?.valence ?? 9]))
  }
}
