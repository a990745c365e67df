import Foundation
import MoodCore
import MoodCorpus
import Synchronization
import Testing

@testable import MoodEvaluation

@Suite final class RunJournalTests {
  private let folder = NSTemporaryDirectory() + "moodring-journal-\(UUID().uuidString)"
  private var notices: [String] = []
  private let clips = (0..<8).map {
    Clip(
      corpus: "made", name: "\($0)", audio: "/there/\($0)", group: "made:\($0)",
      quadrant: Clip.QuadrantLabel(quadrant: .q1, share: 1))
  }
  private let run = EvaluationRun(
    fold: 1, seed: 7,
    predictions: (0..<8).map { index in
      var guess = Prediction.guess(index, isRight: index < 4)
      (guess.fold, guess.seed) = (1, 7)
      return guess
    })

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func journal(
    configuration: String = "{}", clips: [Clip]? = nil, rotation: Rotation = .folds(5, seed: 1),
    tested: [String]? = nil, modelFormat: Int = 2
  ) -> RunJournal {
    RunJournal(
      folder: folder, configuration: configuration, clips: clips ?? self.clips, rotation: rotation,
      tested: tested, modelFormat: modelFormat
    ) { self.notices.append($0) }
  }

  @Test func whatIsKeptComesBack() throws {
    #expect(journal().finished(fold: 1, seed: 7) == nil)
    try journal().keep(run)
    #expect(journal().finished(fold: 1, seed: 7) == run)
    #expect(journal().finished(fold: 0, seed: 7) == nil && journal().finished(fold: 1, seed: 8) == nil)
    #expect(notices.isEmpty)
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
    #expect(files.count == 2, "a folder and a file, nothing half written: \(files)")
  }

  /// A folder that cannot be made is refused before hours of work.
  @Test func foldersAreTriedFirst() throws {
    try "".write(toFile: folder, atomically: true, encoding: .utf8)
    #expect(throws: RunJournal.Unwritable.self) { try journal().prepare() }
    try FileManager.default.removeItem(atPath: folder)
    try journal().prepare()
    #expect(journal().finished(fold: 1, seed: 7) == nil && notices.isEmpty)
  }

  @Test func whatDecidesARunDecidesTheKey() {
    var other = clips
    other[3].quadrant = nil
    var moved = clips
    for index in moved.indices { moved[index].audio = "/elsewhere" }
    let keys = [
      journal(), journal(configuration: "{ }"), journal(clips: other), journal(clips: clips.dropLast()),
      journal(rotation: .folds(4, seed: 1)), journal(rotation: .folds(5, seed: 2)),
      journal(rotation: .groups(ofCorpus: "made")), journal(rotation: .corpora), journal(tested: ["made"]),
      journal(modelFormat: 1),
    ].map(\.key)
    #expect(Set(keys).count == keys.count)
    #expect(journal(clips: moved).key == keys[0])
  }

  @Test func foreignFilesAreNamedAndMadeAgain() throws {
    try journal().keep(run)
    let path = journal().path(fold: 1, seed: 7)
    let other = journal(rotation: .folds(5, seed: 2))
    try FileManager.default.createDirectory(
      atPath: (other.path(fold: 1, seed: 7) as NSString).deletingLastPathComponent,
      withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: path, toPath: other.path(fold: 1, seed: 7))
    #expect(other.finished(fold: 1, seed: 7) == nil)
    #expect(notices.last?.hasSuffix("belongs to another evaluation, so that run is made again") == true)
    try FileManager.default.copyItem(atPath: path, toPath: journal().path(fold: 2, seed: 7))
    #expect(journal().finished(fold: 2, seed: 7) == nil)
    #expect(notices.last?.contains("holds fold 1 of seed 7") == true)
    try other.keep(run)
    #expect(other.finished(fold: 1, seed: 7) == run)
  }

  @Test func unknownClipsAreRefused() throws {
    var strange = run
    strange.predictions[2].clip = "99"
    try journal().keep(strange)
    #expect(journal().finished(fold: 1, seed: 7) == nil)
    #expect(notices.last?.contains("speaks of made/99, which is not evaluated") == true)
  }

  /// Bytes changed, cut and made up: a kept run or nil with a sentence, never a crash or a broken prediction.
  @Test func garbageIsNoRun() throws {
    let journal = journal()
    try journal.keep(run)
    let path = journal.path(fold: 1, seed: 7)
    let whole = try #require(FileManager.default.contents(atPath: path))
    var generator = SplitMix64(seed: 3)
    for round in 0..<400 {
      var bytes = [UInt8](whole)
      switch round % 4 {
      case 0: bytes.removeLast(1 + generator.index(below: bytes.count))
      case 1:
        bytes = (0..<generator.index(below: 300)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      case 2:
        for _ in 0..<(1 + generator.index(below: 4)) {
          bytes[generator.index(below: bytes.count)] = UInt8(truncatingIfNeeded: generator.next())
        }
      default:
        let digits = bytes.indices.filter { (48...57).contains(bytes[$0]) }
        bytes[digits[generator.index(below: digits.count)]] = UInt8(48 + generator.index(below: 10))
      }
      try Data(bytes).write(to: URL(filePath: path))
      notices = []
      if let read = journal.finished(fold: 1, seed: 7) {
        try read.check()
        #expect(notices.isEmpty)
      } else {
        #expect(notices.count == 1 && notices[0].hasPrefix(path))
      }
    }
  }

  @Test func variantsAreKeptAndChecked() throws {
    var whole = run
    whole.trainingSeconds = 1.5
    for kind in [.lookahead(seconds: nil), .heard(seconds: 2), .degraded(.mp3), .speakerStream]
      as [RunVariant.Kind]
    {
      whole.variants.append(RunVariant(kind: kind, predictions: run.predictions))
    }
    try journal().keep(whole)
    #expect(journal().finished(fold: 1, seed: 7) == whole)
    whole.variants[1].predictions[0].clip = "99"
    try journal().keep(whole)
    #expect(journal().finished(fold: 1, seed: 7) == nil)
    whole.variants[1].predictions[0].confidence = 2
    #expect(throws: PredictionError.self) { try journal().keep(whole) }
  }

  @Test func forgottenRunsAreGone() throws {
    try journal().keep(run)
    try journal(configuration: "{ }").keep(run)
    try journal().forget()
    try journal().forget()
    #expect(journal().finished(fold: 1, seed: 7) == nil)
    #expect(journal(configuration: "{ }").finished(fold: 1, seed: 7) == run, "another evaluation's stay")
  }

  @Test func brokenRunsAreNotKept() {
    var broken = run
    broken.predictions[0].confidence = .nan
    #expect(throws: PredictionError.self) { try journal().keep(broken) }
    #expect(journal().finished(fold: 1, seed: 7) == nil)
    let nowhere = RunJournal(
      folder: "/dev/null/runs", configuration: "", clips: clips, rotation: .corpora, modelFormat: 1
    ) { _ in }
    #expect(throws: RunJournal.Unwritable(path: nowhere.path(fold: 1, seed: 7))) { try nowhere.keep(run) }
  }
}
