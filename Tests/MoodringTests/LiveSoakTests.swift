import Foundation
import MoodCore
import MoodTestSupport
import Testing

/// A live source as long as somebody soaks, or for seconds: a microphone at 48 kHz in stereo, on a PulseAudio of its own.
@Suite(.serialized, .enabled(if: PulseServer.isInstalled, "needs pulseaudio and pulseaudio-utils"))
struct LiveSoakTests {
  private static let rateHz = 48_000
  private static let blockFrames = 480
  private static let seconds = (Soak.minutes ?? 0) * 60 + (Soak.minutes == nil ? 5 : 0)

  /// A chord that beats twice a second.
  private static let chord: @Sendable (Int64) -> Float = { frame in
    let time = Double(frame % (4 * Int64(rateHz))) / Double(rateHz)
    return Float((sin(2 * .pi * 220 * time) + sin(2 * .pi * 330 * time)) * 0.2)
      * Float(1 - (2 * time).truncatingRemainder(dividingBy: 1))
  }

  private func listen(to server: PulseServer, keepsLast: Int? = nil) throws -> RunningProcess {
    try RunningProcess(
      Program.path, ["listen", "--input", "pulse:mic", "--out", "ndjson:-?rate=hop&stage=now"],
      environment: server.environment, keepsLast: keepsLast)
  }

  /// Waits until so many programs hear the source.
  private func waitForListeners(_ count: Int, at server: PulseServer) throws {
    for _ in 0..<3000 {
      if try server.pactl(["list", "short", "source-outputs"]).lines.count >= count { return }
      pause(milliseconds: 10)
    }
    Issue.record("nobody listens to the source")
  }

  @Test func everySampleIsHeardBesideABusyCore() throws {
    let server = try PulseServer()
    let fifo = try server.loadPipeSource("mic", rateHz: Self.rateHz, channels: 2)
    let busy = try RunningProcess("/bin/sh", ["-c", "while :; do :; done"])
    let listeners = try (0..<2).map { _ in try listen(to: server, keepsLast: 1 << 16) }
    try waitForListeners(2, at: server)
    // A fragment that is not full stays with the server: half a second more sees that all of the rest is out.
    let content = Int64(Self.seconds * Self.rateHz)
    let total = content + Int64(Self.rateHz / 2)
    let writer = PacedWriter(
      to: fifo, rateHz: Self.rateHz, channels: 2, blockFrames: Self.blockFrames, length: total,
      signal: Self.chord)
    var memory = [Soak.Memory](repeating: Soak.Memory(), count: listeners.count)
    while writer.writtenFrames < total {
      pause(milliseconds: 200)
      for (index, listener) in listeners.enumerated() {
        memory[index].note(listener.residentBytes, progress: Double(writer.writtenFrames) / Double(total))
      }
    }
    writer.stop(isEarly: false)
    for (listener, memory) in zip(listeners, memory) {
      let heard = listener.wait(seconds: 20) { text in
        Self.lastSeconds(of: text) >= Double(Self.seconds)
      }
      let processor = listener.processorSeconds
      listener.send(SIGINT)
      let run = listener.wait()
      #expect(heard)
      #expect(run.status == 130, "\(run.errors)")
      let end = try Records(String(run.lines.last ?? "")).end
      let samples = end?["samples"] as? Int ?? 0
      Soak.tell(
        "live: \(Self.seconds) s at 48 kHz in stereo beside a busy core: \(content) frames in, with \(total - content) of "
          + "silence behind them; \(samples) samples out, of \(Self.seconds * 22_050); dropped \(end?["dropped"] ?? "?"), xruns "
          + "\(end?["xruns"] ?? "?"); RSS \(memory.early / 1024) KiB after a tenth, \(memory.largest / 1024) KiB at most; "
          + "\(processor / Double(Self.seconds) * 100) % of a core")
      #expect(samples >= Self.seconds * 22_050)
      #expect(samples <= Self.seconds * 22_050 + 22_050 / 2)
      #expect(end?["dropped"] as? Int == 0)
      #expect(end?["xruns"] as? Int == 0)
      if Soak.minutes != nil { #expect(memory.growth <= 1 << 20, "\(memory.growth) bytes") }
    }
    busy.send(SIGKILL)
  }

  @Test func tenDeathsOfTheServerAreSurvived() throws {
    let server = try PulseServer()
    let fifo = try server.loadPipeSource("mic", rateHz: Self.rateHz, channels: 2)
    let listener = try listen(to: server)
    let writer = PacedWriter(
      to: fifo, rateHz: Self.rateHz, channels: 2, blockFrames: Self.blockFrames, signal: Self.chord)
    defer { writer.stop() }
    #expect(listener.wait(seconds: 20) { Self.lastSeconds(of: $0) > 0.2 })
    var resumptions: [Double] = []
    var held: [(bytes: Int, descriptors: Int)] = []
    for death in 1...10 {
      server.kill()
      try server.restart()
      let start = ContinuousClock.now
      let isBack = listener.wait(seconds: 30) { Self.count("device-back", in: $0) == death }
      #expect(isBack, "not after death \(death)")
      resumptions.append(Double(start.duration(to: .now) / .milliseconds(1)) / 1000)
      held.append((listener.residentBytes, listener.openDescriptors))
    }
    listener.send(SIGINT)
    let run = listener.wait()
    #expect(run.status == 130)
    let events = try Records(run).of(type: "event").compactMap { $0["event"] as? String }
    for name in ["device-lost", "device-back", "gap"] {
      #expect(events.filter { $0 == name }.count == 10, "\(name)")
    }
    #expect(Set(held.map(\.descriptors)).count == 1, "\(held.map(\.descriptors))")
    let (first, last) = (held.first?.bytes ?? 0, held.last?.bytes ?? 0)
    #expect(first > 0 && last - first <= 1 << 20, "\(held.map(\.bytes))")
    Soak.tell("ten deaths of the server: heard again after \(resumptions) s; \(held)")
    // A loaded machine may let one of them wait.
    #expect(resumptions.sorted()[resumptions.count / 2] <= 2, "\(resumptions)")
    if Soak.minutes != nil { #expect(resumptions.max() ?? 0 <= 2, "\(resumptions)") }
  }

  private static func lastSeconds(of text: String) -> Double {
    guard let line = text.split(separator: "\n").dropLast().last(where: { $0.contains("\"estimate\"") }),
      let start = line.range(of: "\"t\":")?.upperBound
    else { return 0 }
    return Double(line[start...].prefix { $0 != "," }) ?? 0
  }

  private static func count(_ event: String, in text: String) -> Int {
    text.split(separator: "\n").count { $0.contains("\"event\":\"\(event)\"") }
  }
}
