import Foundation
import MoodTestSupport
import Testing

/// What the world does to the running program: it is survived, and told.
@Suite struct FaultTests {
  private static let raw = "--input-format s16le --rate 44100 --channels 2"

  @Test func stoppedForThreeSecondsItGoesOnWhereItWas() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      """
      $moodring listen --input tone:440 --realtime --duration 3 --out 'ndjson:out?rate=hop&stage=now' & pid=$!
      until [ -s out ]; do sleep 0.05; done
      kill -STOP $pid; sleep 3; kill -CONT $pid; wait $pid
      """, in: folder)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    try expectWhole(folder.read("out"), samples: 3 * 22_050)
  }

  /// The writer fills the pipe while the program is stopped, then waits for it.
  @Test func stoppedForThreeSecondsItLosesNothingOfAPipe() throws {
    let folder = try TemporaryFolder()
    try folder.write(TestAudio.stereo16(frames: 5 * 44_100), to: "raw")
    let run = try Program.shell(
      """
      mkfifo fifo
      { for second in 0 1 2 3 4; do dd if=raw bs=176400 skip=$second count=1 status=none; sleep 0.4; done; } > fifo &
      $moodring listen --input fifo \(Self.raw) --out 'ndjson:out?rate=hop&stage=now' & pid=$!
      until [ -s out ]; do sleep 0.05; done
      kill -STOP $pid; sleep 3; kill -CONT $pid; wait $pid
      """, in: folder)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    try expectWhole(folder.read("out"), samples: 5 * 22_050)
    let plain = try Program.shell(
      "$moodring listen --input - \(Self.raw) --out 'ndjson:-?rate=hop&stage=now' < raw", in: folder)
    #expect(try Self.withoutBegin(folder.read("out")) == Self.withoutBegin(plain.text))
  }

  @Test func aReaderThatSleepsCostsAFileThatIsPacedNothing() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      """
      $moodring listen --input tone:440 --realtime --duration 4 --out 'ndjson:-?rate=hop&stage=now' \
        | { sleep 2; cat > out; }
      """, in: folder)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    try expectWhole(folder.read("out"), samples: 4 * 22_050)
  }

  @Test func aReaderThatLeavesALiveStreamEndsItAtOnce() throws {
    let run = try Program.shell(
      "$moodring listen --input tone:440 --realtime | head -3", in: TemporaryFolder())
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.status) \(run.errors)")
    #expect(try Records(run).all.count == 3)
  }

  @Test func aBrokenPipeSignalIsNothing() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      """
      $moodring listen --input tone:440 --realtime --duration 1 > out & pid=$!
      until [ -s out ]; do sleep 0.05; done
      kill -PIPE $pid; wait $pid
      """, in: folder)
    #expect(run.status == 0)
    try expectWhole(folder.read("out"), samples: 22_050)
  }

  @Test func aSecondSignalEndsWhatAnOutputHoldsUp() throws {
    // Nobody reads the pipe, so the end cannot be written.
    let run = try Program.shell(
      """
      mkfifo fifo; sleep 1000 < fifo & sleeper=$!
      $moodring listen --input demo --out 'ndjson:-?rate=hop' > fifo & pid=$!
      sleep 1; kill -TERM $pid; sleep 1; kill -TERM $pid; wait $pid; status=$?
      kill -KILL $sleeper; exit $status
      """, in: TemporaryFolder())
    #expect(run.status == 143, "\(run.status) \(run.errors)")
  }

  // MARK: What is heard where nothing was named

  @Test(arguments: [("cat raw |", "pipe"), ("< raw", "file")])
  func whatIsConnectedIsHeardAndSaid(stdin: String, kind: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(TestAudio.stereo16(), to: "raw")
    let line = "$moodring listen \(Self.raw)"
    let run = try Program.shell(kind == "pipe" ? "\(stdin) \(line)" : "\(line) \(stdin)", in: folder)
    #expect(run.status == 0)
    #expect(run.errors == "moodring: hearing standard input, which is a \(kind)\n")
    #expect(try Records(run).all.first?["source"] as? String == "-")
    let quiet = try Program.shell("$moodring listen -q \(Self.raw) < raw", in: folder)
    #expect(quiet.errors.isEmpty && quiet.output == run.output)
  }

  @Test(.disabled(if: FileManager.default.fileExists(atPath: "/dev/snd"), "there is a sound card to hear"))
  func whereThereIsNothingToHearOneSentenceSaysSo() throws {
    for stdin in ["< /dev/null", "<&-"] {
      let run = try Program.shell("\(Program.alone) $moodring listen \(stdin)", in: TemporaryFolder())
      #expect(run.status == 69, "\(run.errors)")
      #expect(run.errors.hasPrefix("moodring: there is nothing to listen to: "), "\(run.errors)")
      #expect(run.errors.split(separator: "\n").count == 1 && run.output.isEmpty, "\(run.errors)")
    }
  }

  @Test func theGainIsReadAndRefused() throws {
    let folder = try TemporaryFolder()
    let line = "$moodring analyze demo --duration 2 --out 'ndjson:-?rate=hop&stage=now'"
    let plain = try Program.shell(line, in: folder)
    let louder = try Program.shell("\(line) --gain 6", in: folder)
    let configured = try Program.shell("echo \"{ gain: '6' }\" > c; \(line) --config c", in: folder)
    let loudness = try [plain, louder].map { run in
      try Records(run).of(type: "estimate").compactMap { $0["loudness"] as? Double }
    }
    #expect(louder.output == configured.output)
    for (before, after) in zip(loudness[0], loudness[1]) where before > -60 {
      #expect(abs(after - before - 6) < 0.01)
    }
    let refused = try Program.shell("\(line) --gain 61", in: folder)
    #expect(refused.status == 64 && refused.errors.contains("off, auto or a number of dB"))
  }

  // MARK: -

  /// A stream of hops without a hole that was heard to its end.
  private func expectWhole(_ text: String, samples: Int) throws {
    let records = try Records(text)
    let end = try #require(records.end)
    #expect(end["samples"] as? Int == samples)
    #expect(end["dropped"] as? Int == 0 && end["droppedEstimates"] as? Int == 0)
    #expect(records.all.map { $0["seq"] as? Int } == Array(0..<records.all.count))
    #expect(records.of(type: "event").allSatisfy { $0["event"] as? String != "dropped" })
  }

  private static func withoutBegin(_ text: String) -> [Substring] {
    Array(text.split(separator: "\n").dropFirst())
  }
}
