import Foundation
import MoodCore
import MoodCorpus
import Testing

@testable import MoodTraining

/// Trainings that go on where others were stopped.
extension TrainerTests {
  /// A training that was stopped and goes on gives the weights of one that was not.
  @Test func resumedEqualsUninterrupted() throws {
    let configuration = try Self.configuration(epochs: 4)
    let set = Self.set(clips: 48)
    let choice = try ColumnChoice(configuration, known: Self.columns)
    var checkpoint: Checkpoint?
    _ = try Trainer(configuration, set: set, columns: choice).run { progress in
      if progress.epoch.epoch == 2 { checkpoint = progress.checkpoint() }
      return progress.epoch.epoch < 2
    }
    let kept = try #require(checkpoint)
    let resumed = try Trainer(configuration, set: set, columns: choice)
    try resumed.resume(kept, path: "kept")
    let result = try resumed.run { _ in true }
    #expect(try result.model == Self.train(configuration, on: set).model)

    let other = try Trainer(Self.configuration(seed: 4, epochs: 4), set: set, columns: choice)
    #expect(throws: Checkpoint.Fault.foreign(path: "kept")) { try other.resume(kept, path: "kept") }
  }

  /// The same where it was stopped in its second network.
  @Test(arguments: [3, 5]) func resumedInAnyNetwork(stop: Int) throws {
    var configuration = try Self.configuration(epochs: 3)
    configuration.network.members = 2
    let set = Self.set(clips: 48)
    let choice = try ColumnChoice(configuration, known: Self.columns)
    var checkpoint: Checkpoint?
    var epochs = 0
    let whole = try Trainer(configuration, set: set, columns: choice).run { progress in
      epochs += 1
      if epochs == stop { checkpoint = progress.checkpoint() }
      return true
    }
    let resumed = try Trainer(configuration, set: set, columns: choice)
    try resumed.resume(#require(checkpoint), path: "kept")
    let result = try resumed.run { _ in true }
    #expect(result.model == whole.model && result.history == whole.history)
  }

  @Test func checkpointsSurviveTheirFile() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "checkpoint").path()
    var checkpoint: Checkpoint?
    _ = try Self.train(Self.configuration(epochs: 1)) {
      checkpoint = $0.checkpoint()
      return true
    }
    let kept = try #require(checkpoint)
    var bytes = kept.bytes()
    try Data(bytes).write(to: URL(filePath: path))
    let read = try Checkpoint(path: path)
    #expect(read.state == kept.state && read.vectors == kept.vectors)

    var generator = SplitMix64(seed: 61)
    for _ in 0..<300 {
      bytes = kept.bytes()
      for _ in 0..<4 {
        bytes[generator.index(below: min(400, bytes.count))] = UInt8(truncatingIfNeeded: generator.next())
      }
      try Data(bytes).write(to: URL(filePath: path))
      do { _ = try Checkpoint(path: path) } catch is Checkpoint.Fault {}
    }
  }

  /// A training that lost its patience does not go on from its last checkpoint.
  @Test func resumedAfterItsEndStaysThere() throws {
    var configuration = try Self.configuration(epochs: 40)
    // Weights that never move do not improve.
    configuration.optimiser.rate = 0
    configuration.network.statisticsWidth = 0
    configuration.validation.patience = 1
    let set = Self.set(clips: 48)
    let choice = try ColumnChoice(configuration, known: Self.columns)
    var checkpoint: Checkpoint?
    let result = try Trainer(configuration, set: set, columns: choice).run {
      checkpoint = $0.checkpoint()
      return true
    }
    try #require(result.history.networks[0].epochs.count < 40)
    let resumed = try Trainer(configuration, set: set, columns: choice)
    try resumed.resume(#require(checkpoint), path: "kept")
    let again = try resumed.run { _ in true }
    #expect(again.history == result.history && again.model == result.model)
  }

  @Test func divergedTrainingsCanBeKept() throws {
    var kept: Checkpoint?
    _ = try Self.train(Self.configuration(epochs: 1)) {
      kept = $0.checkpoint()
      return true
    }
    var checkpoint = try #require(kept)
    checkpoint.state.history.networks[0].epochs[0].trainingLoss = .nan
    checkpoint.state.history.networks[0].epochs[0].validation?.loss = .infinity
    let path = NSTemporaryDirectory() + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(checkpoint.bytes()).write(to: URL(filePath: path))
    let epoch = try Checkpoint(path: path).state.history.networks[0].epochs[0]
    #expect(epoch.trainingLoss.isNaN && epoch.validation?.loss == .infinity)
  }
}
