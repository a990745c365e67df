import Foundation
import MoodTestSupport
import Testing

/// What a real receiver prints.
@Suite struct OSCTests {
  @Test(.enabled(if: Program.isInstalled("oscdump"), "needs oscdump of liblo-tools"))
  func oscdumpSeesWhatNDJSONSays() throws {
    let folder = try TemporaryFolder()
    let port = 20_000 + Int(getpid()) % 20_000
    let run = try Program.shell(
      """
      oscdump -L \(port) > dump & receiver=$!
      until grep -qi ":$(printf %04x \(port)) " /proc/net/udp /proc/net/udp6; do sleep 0.05; done
      $moodring listen --input demo --duration 4 --realtime \
        --out ndjson:out?stage=now\\&rate=hop\\&shaped=1 --out osc:127.0.0.1:\(port)?rate=hop
      status=$?; sleep 1; kill -KILL $receiver; wait $receiver 2>/dev/null; exit $status
      """, in: folder)
    #expect(run.status == 0)
    let estimates = try Records(folder.read("out")).of(type: "estimate")
    let messages = try folder.read("dump").split(separator: "\n").map { $0.split(separator: " ") }
    let arousals = messages.filter { $0.contains("/moodring/arousal") }.compactMap {
      $0.last.flatMap { Double($0) }
    }
    #expect(arousals.count == estimates.count)
    for (heard, said) in zip(arousals, estimates.compactMap { $0["arousal"] as? Double }) {
      #expect(abs(heard - said) < 1e-5)
    }
    let quadrants = messages.filter { $0.contains("/moodring/quadrant") }.compactMap {
      $0.last.map(String.init)
    }
    #expect(quadrants == estimates.compactMap { ($0["quadrant"] as? String)?.dropFirst() }.map(String.init))
  }
}
