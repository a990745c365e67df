import Foundation
import MoodTestSupport
import Testing

@Suite struct ReplayTests {
  private static let every = "'ndjson:-?rate=hop&stage=both'"

  @Test func aRecordingComesBackByteForByte() throws {
    let folder = try TemporaryFolder()
    let made = try Program.shell(
      "$moodring analyze demo --duration 20 --send rms,centroid_hz --out 'ndjson:a?rate=hop' --out ndjson:b "
        + "--out 'ndjson:c?rate=hop&shaped=1' && $moodring analyze demo --start 5 --duration 3 --model speech "
        + "--out 'ndjson:d?rate=hop'", in: folder)
    #expect(made.status == 0, "\(made.errors)")
    for name in ["a", "b", "c", "d"] {
      let run = try Program.shell("$moodring replay \(name) --speed max --out \(Self.every)", in: folder)
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      #expect(try run.text == folder.read(name), "\(name)")
    }
    // The records of a rate are those that the rate passes again.
    let thinned = try Program.shell("$moodring replay a --speed 0", in: folder)
    #expect(try thinned.text == folder.read("b"))
    let piped = try Program.shell("cat a c | $moodring replay - --speed max --out \(Self.every)", in: folder)
    #expect(try piped.text == folder.read("a") + folder.read("c"))
    let several = try Program.shell("$moodring replay a d c --speed max --out \(Self.every)", in: folder)
    #expect(try several.text == folder.read("a") + folder.read("d") + folder.read("c"))
  }

  @Test func severalStreamsOfOneRecordingArePlayedOneAfterAnother() throws {
    let folder = try TemporaryFolder()
    try folder.write(TestAudio.wav(TestAudio.stereo16()), to: "a.wav")
    try folder.write(TestAudio.wav(TestAudio.stereo16(frames: 60_000)), to: "b.wav")
    let run = try Program.shell(
      "$moodring analyze a.wav b.wav > r && $moodring replay r --speed max | cmp - r", in: folder)
    #expect(run.status == 0, "\(run.text) \(run.errors)")
  }

  @Test func shapedRecordsAreShapedOnceMoreAsTheyWere() throws {
    let run = try Program.shell(
      "$moodring analyze demo --duration 10 --out 'ndjson:a?rate=hop' --out 'ndjson:b?rate=hop&shaped=1' && "
        + "$moodring replay a --speed max --out 'ndjson:-?rate=hop&shaped=1' | cmp - b", in: TemporaryFolder()
    )
    #expect(run.status == 0, "\(run.text) \(run.errors)")
  }

  @Test func whatIsNoRecordIsToldAndTheRestIsPlayed() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      """
      $moodring analyze demo --duration 2 > a
      { head -5 a; echo garbage; echo '{"type":"estimate","seq":5}'; printf '\\377\\n'; tail -n +6 a; } > b
      $moodring replay b --speed max > c; echo $?; cmp a c
      """, in: folder)
    #expect(run.status == 0 && run.text == "65\n", "\(run.text)")
    let sentences = run.errors.split(separator: "\n")
    #expect(sentences.count == 3, "\(run.errors)")
    #expect(sentences[0] == "moodring: b:6: it is no JSON object, expected a record of moodring")
    #expect(sentences[1].hasPrefix("moodring: b:7: its record estimate has no "))
    #expect(sentences[2].hasPrefix("moodring: b:8: it is no JSON object"))
  }

  @Test(arguments: [
    ("replay", Int32(64), "replay needs a FILE"),
    ("replay missing", 66, "the recording missing cannot be read"),
    ("replay .", 66, "the recording . cannot be read"), ("replay empty", 65, "empty holds no record"),
    ("replay chosen", 65, "chosen:2: its record estimate has no stage"),
    ("replay a --speed -1", 64, "--speed is \"-1\""), ("replay a --speed fast", 64, "--speed is \"fast\""),
    ("replay a --out ndjson:a", 64, "a is an input and cannot be an output as well"),
  ])
  func whatIsWrongIsSaid(line: String, status: Int32, part: String) throws {
    let run = try Program.shell(
      "$moodring analyze demo --duration 1 --out ndjson:a --out 'ndjson:chosen?fields=valence'; : > empty; "
        + "$moodring \(line) --speed max".replacingOccurrences(
          of: "--speed max", with: line.contains("--speed") ? "" : "--speed max"), in: TemporaryFolder())
    #expect(run.status == status && run.errors.contains(part), "\(run.status) \(run.errors)")
  }

  @Test func aRecordingThatBreaksOffIsEnded() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      "$moodring analyze demo --duration 2 > a; head -n -3 a | head -c -20 > b; $moodring replay b --speed max",
      in: folder)
    #expect(run.status == 65 && run.errors.contains("breaks off without a record end"), "\(run.errors)")
    let records = try Records(run)
    #expect(records.end?["summary"] == nil && records.of(type: "begin").count == 1)
  }

  @Test func lossesAreTold() throws {
    let run = try Program.shell(
      "$moodring analyze demo --duration 5 | sed 10,14d | $moodring replay - --speed max | tail -1",
      in: TemporaryFolder())
    #expect(run.status == 0 && run.errors == "moodring: - lacks 5 records by their seq\n", "\(run.errors)")
  }

  @Test func itRunsAtTheSpeedOfItsRecordingAndEndsWithASignal() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.shell("$moodring analyze demo --duration 60 > a", in: folder).status == 0)
    let run = try RunningProcess(
      Program.path, ["replay", folder.path + "/a", "--out", "ndjson:-?rate=hop"],
      environment: Program.environment)
    #expect(run.wait(seconds: 30) { $0.split(separator: "\n").count > 10 })
    run.send(SIGTERM)
    let end = run.wait()
    let records = try Records(end.text)
    #expect(end.status == 143 && records.of(type: "end").count == 1)
    #expect(records.all.count < 600, "a minute was not over")
  }
}
