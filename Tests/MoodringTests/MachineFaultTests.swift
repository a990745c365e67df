import Foundation
import MoodTestSupport
import Testing

/// What the machine does to a running program.
@Suite struct MachineFaultTests {
  private static let raw = "--input-format s16le --rate 44100 --channels 2"

  /// Reads, writes, waits for time and for other threads are all interrupted a thousand times a second.
  @Test func signalsThatInterruptEverySystemCallChangeNoByte() throws {
    let folder = try TemporaryFolder()
    try folder.write(TestAudio.stereo16(frames: 400_000), to: "chord")
    let storm = BuiltProducts.path(of: "libsignal-storm.so")
    let run = try Program.shell(
      """
      $moodring listen --input - \(Self.raw) --out ndjson:-?rate=hop < chord > calm || exit
      for part in 0 1 2 3 4 5 6 7; do
        dd if=chord bs=200000 skip=$part count=1 status=none; sleep 0.05
      done | SIGNAL_STORM_LOG=log LD_PRELOAD=\(storm) $moodring listen --input - \(Self.raw) --out ndjson:-?rate=hop > stormy &&
        cmp calm stormy
      """, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.isEmpty, "\(run.errors)")
    let handled = Int(try folder.read("log").trimmingCharacters(in: .whitespacesAndNewlines))
    #expect((handled ?? 0) > 100)
  }

  @Test func signalsThatInterruptAPacedStreamLoseNothing() throws {
    let folder = try TemporaryFolder()
    let storm = BuiltProducts.path(of: "libsignal-storm.so")
    let run = try Program.shell(
      "LD_PRELOAD=\(storm) $moodring listen --input tone:440 --realtime --duration 2", in: folder)
    #expect(run.status == 0)
    let end = try Records(run).end
    #expect(end?["samples"] as? Int == 2 * 22_050)
    #expect(end?["dropped"] as? Int == 0)
  }

  @Test func withoutDescriptorsItEndsWithASentence() throws {
    let folder = try TemporaryFolder()
    try folder.write(TestAudio.wav(TestAudio.stereo16()), to: "chord.wav")
    for command in [
      "listen --input demo --duration 1 --out ndjson:out --out osc:127.0.0.1:9",
      "analyze chord.wav --out ndjson:out", "features chord.wav -o table.csv",
    ] {
      var statuses: Set<Int32> = []
      // Three are the standard ones, and the fourth is what the program itself is loaded by.
      for limit in 4...12 {
        let run = try Program.shell("prlimit --nofile=\(limit) $moodring \(command)", in: folder)
        statuses.insert(run.status)
        if run.status == 0 { continue }
        #expect(run.status == 73 || run.status == 74 || run.status == 69, "\(command): \(run.status)")
        #expect(run.errors.split(separator: "\n").count == 1, "\(command): \(run.errors)")
        #expect(run.errors.contains("Too many open files"), "\(command): \(run.errors)")
      }
      #expect(statuses.contains(0) && statuses.count > 1, "\(command): \(statuses)")
    }
  }

  /// Nothing but `started` is read off the clock on the wall.
  @Test(.enabled(if: Program.isInstalled("faketime"), "needs faketime"))
  func stepsOfTheWallClockAreNotNoticed() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      """
      set -m; echo '@2020-01-01 00:00:00' > clock
      { faketime --exclude-monotonic -f +0d sh -c 'unset FAKETIME
          export FAKETIME_NO_CACHE=1 FAKETIME_TIMESTAMP_FILE=clock
          exec $moodring listen --input tone:440 --realtime --duration 2'; } > out & pid=$!
      until [ -s out ]; do sleep 0.05; done
      sleep 0.3; echo '@1999-01-01 00:00:00' > clock; sleep 0.3; echo '@2037-01-01 00:00:00' > clock
      wait $pid
      """, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let records = try Records(folder.read("out"))
    #expect(records.all.first?["started"] as? String == "2020-01-01T00:00:00Z")
    #expect(records.end?["samples"] as? Int == 2 * 22_050)
    #expect(records.end?["dropped"] as? Int == 0)
    #expect(records.of(type: "estimate").filter { $0["stage"] as? String == "now" }.count == 20)
  }

  @Test func halfASecondWithoutTheProcessorLosesNothing() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      """
      $moodring listen --input tone:440 --realtime --duration 2 > out & pid=$!
      until [ -s out ]; do sleep 0.05; done
      kill -STOP $pid; sleep 0.5; kill -CONT $pid; wait $pid
      """, in: folder)
    #expect(run.status == 0)
    let end = try Records(folder.read("out")).end
    #expect(end?["samples"] as? Int == 2 * 22_050)
    #expect(end?["dropped"] as? Int == 0)
    #expect(end?["droppedEstimates"] as? Int == 0)
  }
}
