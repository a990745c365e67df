import Foundation
internal import MoodCapture

/// A JACK server of one's own, without hardware: two silent inputs at 48 kHz, in cycles of 512 frames.
///
/// libjack reaches one server at a time: tests that use one run one after another, and let go of all devices before
/// the next. One thread at a time.
package final class JACKServer: @unchecked Sendable {
  package static let rateHz = 48_000

  /// Whether the server and the client that plays a tone are installed (Debian: jackd2).
  package static let isInstalled = [daemon, toneClient].allSatisfy(FileManager.default.isExecutableFile)

  private static let daemon = "/usr/bin/jackd"
  private static let toneClient = "/usr/bin/jack_simple_client"

  /// What clients call it.
  package let name = "moodring-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
  private let process = ServerProcess()
  private let tone = ServerProcess()

  /// Starts the server and waits until it answers.
  package init() throws { try start() }

  deinit {
    tone.kill()
    // Which frees the memory that the server shares.
    process.end()
    removeTraces()
  }

  /// Starts the server, which must not run.
  package func start() throws {
    let arguments = ["-r", "-n", name, "-d", "dummy", "-r", String(Self.rateHz), "-p", "512"]
    try process.start(Self.daemon, arguments, environment: ProcessInfo.processInfo.environment)
    for _ in 0..<3_000 {
      if (try? JACKBackend.devices(server: name)) != nil { return }
      pause(milliseconds: 10)
    }
    throw PulseServerFailure(description: "the JACK server \(name) does not answer")
  }

  /// Starts a client that plays a tone on the ports `tone:output1` and `tone:output2`, and waits for them.
  package func startTone() throws {
    try tone.start(Self.toneClient, ["tone", name], environment: ProcessInfo.processInfo.environment)
    for _ in 0..<3_000 {
      let inputs = try JACKBackend.devices(server: name).map(\.input)
      if inputs.contains("jack:tone:output2") { return }
      pause(milliseconds: 10)
    }
    throw PulseServerFailure(description: "the client that plays a tone does not come")
  }

  package func stopTone() { tone.kill() }

  /// Sends the server a signal: SIGSTOP freezes it, SIGCONT thaws it.
  package func stop(_ signal: Int32) { process.send(signal) }

  /// Ends the server as a crash would.
  package func kill() {
    process.kill()
    removeTraces()
  }

  /// Removes what only a server that ends by itself takes along.
  private func removeTraces() {
    let shared = "/dev/shm"
    for file in (try? FileManager.default.contentsOfDirectory(atPath: shared)) ?? [] where file.contains(name)
    {
      try? FileManager.default.removeItem(atPath: "\(shared)/\(file)")
    }
  }
}
