import Foundation
import MoodTestSupport
import Testing

/// The program on a PulseAudio of its own, as somebody uses it who names nothing.
@Suite(
  .serialized, .enabled(if: PulseServer.isInstalled, "pulseaudio or pulseaudio-utils is not installed"))
struct LiveTests {
  private let server: PulseServer

  init() throws {
    server = try PulseServer()
    try server.load("module-null-sink sink_name=nul rate=44100 channels=2")
  }

  @Test func devicesListsItsSources() throws {
    let run = try run("devices --json")
    #expect(run.status == 0, "\(run.errors)")
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(run.output)) as? [String: [[String: Any]]])
    let monitor = try #require(object["devices"]?.first { $0["input"] as? String == "pulse:nul.monitor" })
    #expect(monitor["monitor"] as? Bool == true && monitor["default"] as? Bool == true)
    #expect(monitor["rate"] as? Int == 44_100 && monitor["channels"] as? Int == 2)
  }

  @Test func doctorHearsTheDefaultSource() throws {
    let run = try run("doctor")
    #expect(run.status == 0, "\(run.text) \(run.errors)")
    #expect(run.lines.last?.contains("nothing but silence from pulse:") == true, "\(run.text)")
  }

  @Test func listenHearsTheDefaultSourceAndSaysSo() throws {
    let run = try run("listen --duration 1 < /dev/null")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.hasPrefix("moodring: hearing pulse:@default ("), "\(run.errors)")
    #expect(run.errors.contains("nothing is connected to standard input"))
    let records = try Records(run)
    #expect(records.all.first?["source"] as? String == "pulse:@default")
    #expect(records.end?["samples"] as? Int == 22_050)
  }

  @Test func whatItTouchesStaysInMemoryOrItSaysWhyNot() throws {
    let run = try run(
      """
      listen -v --input pulse:nul.monitor > out & pid=$!
      until [ -s out ]; do sleep 0.05; done; sleep 0.5
      grep VmLck /proc/$pid/status; kill -TERM $pid; wait $pid
      """)
    #expect(run.status == 143, "\(run.errors)")
    let words = run.text.split(separator: " ", omittingEmptySubsequences: true)
    let locked = try #require(words.dropFirst().first.flatMap { Int($0) }, "\(run.text)")
    #expect(locked >= 1024 || run.errors.contains("cannot be kept in memory"), "\(run.text) \(run.errors)")
  }

  @Test func aReaderThatSleepsCostsEstimatesAndNoSamples() throws {
    let run = try run(
      "listen --input pulse:nul.monitor --duration 24 --out 'ndjson:-?rate=hop' | { sleep 20; cat; }")
    let records = try Records(run)
    let end = try #require(records.end, "\(run.errors)")
    #expect(end["samples"] as? Int == 24 * 22_050 && end["dropped"] as? Int == 0)
    #expect((end["droppedEstimates"] as? Int ?? 0) > 0)
    #expect(records.of(type: "event").allSatisfy { $0["event"] as? String != "dropped" })
  }

  @Test func stoppedForThreeSecondsItComesBack() throws {
    let run = try run(
      """
      listen --input pulse:nul.monitor --out 'ndjson:out?stage=now' & pid=$!
      until [ -s out ]; do sleep 0.05; done; sleep 2
      kill -STOP $pid; sleep 3; kill -CONT $pid; before=$(wc -l < out)
      until [ $(wc -l < out) -gt $((before + 10)) ]; do sleep 0.05; done
      kill -INT $pid; wait $pid; status=$?; cat out; exit $status
      """)
    #expect(run.status == 130, "\(run.errors)")
    let times = try Records(run).of(type: "estimate").compactMap { $0["t"] as? Double }
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
  }

  /// Runs `$moodring …` in bash beside the server.
  private func run(_ line: String) throws -> Subprocess {
    try Subprocess.run(
      "/usr/bin/timeout",
      [
        "--signal=KILL", "60", "/bin/bash", "-c",
        "set -m -o pipefail; cd \"$XDG_RUNTIME_DIR\"; \"$moodring\" " + line,
      ],
      environment: server.environment.merging(["moodring": Program.path]) { $1 })
  }
}
