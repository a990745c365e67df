import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import moodring

/// A model with emotions and without quadrants, and what is made of its certainty.
@Suite struct SpeechModelTests {
  private let folder: TemporaryFolder
  private let music = packageRoot + "/Configs/Models/music.safetensors"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(try TestModel.speechBytes(), to: "speech.safetensors")
  }

  @Test func itsRecordsHaveItsClassesAndNoQuadrants() throws {
    let run = try Program.shell(
      "$moodring analyze demo --duration 4 --model speech.safetensors --out ndjson:-", in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let check = JSONSchemaCheck(
      try JSONValue(
        parsing: Data(contentsOf: URL(filePath: packageRoot + "/Configs/Schemas/ndjson.schema.json"))))
    for line in run.lines { #expect(check.violations(of: try JSONValue(parsing: Data(line.utf8))) == []) }
    let records = try Records(run)
    #expect(records.all.first?["classes"] as? [String] == ["neutral", "happy", "sad"])
    let summary = try #require(records.end?["summary"] as? [String: Any])
    for record in records.of(type: "estimate") + [summary] {
      let emotions = try #require(record["emotions"] as? [String: Double])
      #expect(Set(emotions.keys) == ["neutral", "happy", "sad"])
      #expect(abs(emotions.values.reduce(0, +) - 1) < 1e-5)
      #expect(record["quadrant"] == nil && record["quadrants"] == nil)
      #expect(record["valence"] != nil)
    }
    #expect(!records.of(type: "event").contains { $0["event"] as? String == "quadrant" })
  }

  @Test func itsVerdictIsOfItsClasses() {
    let outputs = ModelOutputs(affect: false, quadrants: false, emotions: ["neutral", "happy"])
    let text = VerdictSink.text(
      HandMadeStream.description(outputs), HandMadeStream.liveEnd, course: [HandMadeStream.estimate(.settled)]
    )
    #expect(text.contains("  neutral     0.12") && text.contains("  happy       0.50"))
    // Where no estimate was sure enough there is no course, and a verdict all the same.
    let unsure = VerdictSink.text(HandMadeStream.description(outputs), HandMadeStream.liveEnd, course: [])
    #expect(unsure.contains("  neutral     0.12") && unsure.contains("confidence"))
    #expect(!text.contains("mood  ") && !text.contains("quadrant") && !text.contains("valence"))
  }

  @Test func itIsDescribed() throws {
    let run = try Program.shell("$moodring models speech.safetensors \(music)", in: folder)
    #expect(run.status == 0)
    #expect(run.text.contains("says        valence and arousal; one of neutral, happy, sad\n"))
    #expect(run.text.contains("conv 3 at steps of 1, 2; 1 × BiLSTM 5; "))
    #expect(run.text.contains(" statistics→6 and straight\n"))
    #expect(run.lines.filter { $0.hasPrefix("  licence  ") }.count == 2)
  }

  @Test func whatIsLessSureIsNotSent() throws {
    func records(_ options: String) throws -> Records {
      try Records(
        try Program.shell(
          "$moodring analyze demo --duration 6 --out ndjson:-?rate=hop \(options)", in: folder))
    }
    let all = try records("")
    let sure = try records("--min-confidence 0.4")
    let confidences = all.of(type: "estimate").compactMap { $0["confidence"] as? Double }
    #expect(sure.of(type: "estimate").count == confidences.filter { $0 >= 0.4 }.count)
    #expect(sure.end?["withheldEstimates"] as? Int == confidences.filter { $0 < 0.4 }.count)
    #expect(all.end?["withheldEstimates"] == nil)
    #expect(sure.all.first?["type"] as? String == "begin")
    #expect(sure.of(type: "event").count == all.of(type: "event").count)
    #expect(sure.summary == all.summary)
    try folder.write(Array("{ minConfidence: 0.4 }".utf8), to: "c")
    #expect(try records("--config c").all.count == sure.all.count)
  }

  @Test func aSpeakerNeedsAModelOfSpeech() throws {
    let refused = try Program.shell("$moodring analyze demo --speaker-adapt --model \(music)", in: folder)
    #expect(refused.status == 64 && refused.output.isEmpty)
    #expect(refused.errors.contains("--speaker-adapt needs a model of speech") && refused.lines.isEmpty)
    try folder.write(Array("{ speakerAdapt: true }".utf8), to: "c")
    let configured = try Program.shell("$moodring analyze demo --config c --model \(music)", in: folder)
    #expect(configured.status == 78 && configured.errors.contains("c is wrong at speakerAdapt"))
    let run = try Program.shell(
      "$moodring listen --input demo --duration 2 --speaker-adapt --model speech.safetensors", in: folder)
    #expect(run.status == 0 && run.errors.isEmpty)
  }

  @Test(arguments: ["--min-confidence 1.5", "--min-confidence sure", "--min-confidence -1"])
  func aConfidenceLiesBetweenNoneAndWhole(option: String) throws {
    let run = try Program.shell("$moodring analyze demo \(option)", in: folder)
    #expect(run.status == 64 && run.errors.contains("min-confidence"))
  }
}
