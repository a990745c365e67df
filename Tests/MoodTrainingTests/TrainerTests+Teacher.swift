import MoodCore
import MoodCorpus
import Testing

@testable import MoodTraining

/// Trainings that follow a teacher first.
extension TrainerTests {
  /// Clips whose arousal a teacher has heard, but for the last eight.
  /// - Parameter loudly: the clips of which it says something else.
  static func taughtSet(loudly: (Clip) -> Bool = { _ in false }) -> TrainingSet {
    let set = Self.set(clips: 48, hops: 220)
    let starts: [Float] = [0, 0.5, 1, 1.5]
    let taught = set.clips.dropLast(8)
    func values(_ count: Int, _ value: (Float) -> Float) -> [Float] {
      taught.flatMap { clip in
        [Float](
          repeating: loudly(clip) ? 0.99 : value(clip.affect?.arousal ?? 0), count: starts.count * count)
      }
    }
    let teacher = TeacherOutputs(
      clips: taught.map { ($0.name, starts) }, tags: values(TeacherOutputs.tagCount) { 0.5 + $0 / 2 },
      penultimate: values(TeacherOutputs.penultimateCount) { -$0 }, affect: nil)
    return TrainingSet(
      clips: set.clips, tables: set.tables, schema: set.schema, teachers: ["made": teacher])
  }

  static func taughtConfiguration() throws -> TrainingConfiguration {
    var configuration = try configuration(epochs: 3)
    configuration.teacher.epochs = 5
    configuration.optimiser.cropSeconds = 4.5
    return configuration
  }

  /// The trunk follows a teacher first, and clips that it did not hear train on labels all the same.
  @Test func teacherComesBeforeLabels() throws {
    let whole = Self.taughtSet()
    let own = try Self.taughtConfiguration()
    let result = try Self.train(own, on: whole)
    let epochs = result.history.networks[0].epochs
    #expect(epochs.map(\.isPretraining) == [true, true, true, true, true, false, false, false])
    #expect(epochs[4].trainingLoss < epochs[0].trainingLoss)
    #expect(epochs[4].validation == nil && epochs[5].validation != nil)
    #expect(result.history.networks[0].bestEpoch > 5)
    #expect(try Self.train(own, on: whole).model == result.model)
  }

  /// What a teacher said of clips that choose the epoch is neither followed nor measured.
  @Test func teacherIsHeardOnTrainingGroupsOnly() throws {
    let configuration = try Self.taughtConfiguration()
    let set = Self.taughtSet()
    let split = try Split(set.clips, folds: configuration.validation.parts, seed: configuration.seed)
    let held = Set(zip(set.clips, split.folds).filter { $1 == 0 }.map(\.0.name))
    let kept = try #require(set.clips.first { !held.contains($0.name) }?.name)
    let expected = try Self.train(configuration, on: set).model
    let other = try Self.train(configuration, on: Self.taughtSet { held.contains($0.name) }).model
    #expect(other == expected)
    #expect(try Self.train(configuration, on: Self.taughtSet { $0.name == kept }).model != expected)
  }

  /// A teacher heard no mixtures, so none are made while it is followed.
  @Test func mixingWaitsForLabels() throws {
    let plain = try Self.taughtConfiguration()
    var mixed = plain
    mixed.regularisation.mixup = 0.4
    let expected = try Self.train(plain, on: Self.taughtSet()).history.networks[0].epochs
    let found = try Self.train(mixed, on: Self.taughtSet()).history.networks[0].epochs
    #expect(found.prefix(5) == expected.prefix(5))
    #expect(found[5] != expected[5])
  }

  /// Also with a teacher, mixtures, other speeds and degradations, wherever it was stopped.
  @Test(arguments: [2, 5, 6])
  func resumedWithATeacherEqualsUninterrupted(_ epoch: Int) throws {
    var configuration = try Self.taughtConfiguration()
    configuration.regularisation.mixup = 0.4
    configuration.regularisation.speeds = [0.9]
    configuration.regularisation.degradations = ["noise"]
    let plain = Self.taughtSet()
    let set = TrainingSet(
      clips: plain.clips, tables: plain.tables, schema: plain.schema,
      renditions: plain.tables.map { [$0, $0] },
      teachers: plain.teachers)
    let choice = try ColumnChoice(configuration, known: Self.columns)
    var checkpoint: Checkpoint?
    let result = try Trainer(configuration, set: set, columns: choice).run { progress in
      if progress.epoch.epoch == epoch { checkpoint = progress.checkpoint() }
      return true
    }
    let resumed = try Trainer(configuration, set: set, columns: choice)
    try resumed.resume(#require(checkpoint), path: "kept")
    let again = try resumed.run { _ in true }
    #expect(again.model == result.model && again.history == result.history)
  }

  /// There is no model of weights that no label has moved, and whoever listens may end a training with an error.
  @Test func stoppedWithTheTeacherIsNoModel() throws {
    let configuration = try Self.taughtConfiguration()
    let set = Self.taughtSet()
    let error = #expect(throws: NothingLearnt.self) {
      try Self.train(configuration, on: set) { $0.epoch.epoch < 3 }
    }
    #expect(error?.epochs == 3)
    let choice = try ColumnChoice(configuration, known: Self.columns)
    #expect(throws: CancellationError.self) {
      try Trainer(configuration, set: set, columns: choice).run { _ in throw CancellationError() }
    }
  }
}
