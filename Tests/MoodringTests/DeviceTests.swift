import Foundation
import MoodTestSupport
import Testing

/// The built program on a live source.
@Suite(
  .serialized,
  .enabled(if: PulseServer.isInstalled, "pulseaudio or pulseaudio-utils is not installed"))
struct DeviceTests {
  @Test func aServerThatGoesAndComesBackIsToldInRecordsAndOnStderr() throws {
    let server = try PulseServer()
    let fifo = try server.loadPipeSource("fifo", rateHz: 48_000, channels: 1)
    let writer = FIFOWriter(path: fifo, constant: 0.25)
    let listening = try Listening(to: "pulse:fifo", of: server)
    try listening.waits(for: #""type":"estimate""#)
    server.kill()
    try listening.waits(for: "device-lost")
    try server.restart()
    try listening.waits(for: "device-back")
    // Some more estimates, so that the gap has been analysed.
    try listening.waits(for: #""type":"estimate""#, after: "device-back")
    let errors = listening.finish(SIGINT)
    writer.close()
    #expect(listening.status == 130)
    #expect(errors.contains("pulse:fifo is not there: the server has ended"))
    #expect(errors.contains("pulse:fifo is heard again after"))

    let lines = listening.lines
    let check = JSONSchemaCheck(
      try JSONValue(
        parsing: Data(
          contentsOf: URL(filePath: packageRoot + "/Configs/Schemas/ndjson.schema.json"))))
    for line in lines { #expect(check.violations(of: try JSONValue(parsing: line.utf8)) == []) }
    let records = try Records(lines.joined(separator: "\n"))
    #expect(records.all.first?["format"] as? String == "f32le/48000/1")
    let events = records.of(type: "event").compactMap { $0["event"] as? String }
    #expect(
      events.filter { ["device-lost", "gap", "device-back"].contains($0) }
        == ["device-lost", "gap", "device-back"])
    let end = try #require(records.end)
    let gap = records.of(type: "event").first { $0["event"] as? String == "gap" }
    #expect((gap?["samples"] as? Int ?? 0) > 0)
    #expect(end["dropped"] as? Int == 0)
    #expect(end["latencyMicroseconds"] != nil)
  }

  @Test func aServerThatIsFrozenDoesNotKeepTheProgramFromEnding() throws {
    let server = try PulseServer()
    try server.load("module-null-sink sink_name=nul rate=48000 channels=2")
    let listening = try Listening(to: "pulse:@monitor", of: server)
    try listening.waits(for: #""type":"estimate""#)
    server.stop()
    try listening.waits(for: "device-lost")
    // It now tries to reach a server that lets it in and says nothing.
    _ = listening.finish(SIGTERM)
    #expect(listening.status == 143)
    #expect(listening.lines.last?.contains(#""type":"end""#) == true)
    server.stop(SIGCONT)
  }
}

/// A `moodring listen` that runs beside the test, its records in a file.
private final class Listening {
  private let process = Process()
  private let folder: TemporaryFolder
  private let errorPipe = Pipe()

  init(to input: String, of server: PulseServer) throws {
    folder = try TemporaryFolder()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = ["listen", "--input", input, "--out", "ndjson:\(folder.path)/records"]
    process.environment = server.environment
    process.standardInput = FileHandle.nullDevice
    process.standardError = errorPipe
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  var status: Int32 { process.terminationStatus }

  var text: String { (try? folder.read("records")) ?? "" }

  var lines: [String] { text.split(separator: "\n").map(String.init) }

  /// Waits until a record holds `part`, after one that holds `before`; at most half a minute.
  func waits(for part: String, after before: String? = nil) throws {
    for _ in 0..<3000 {
      var rest = text[...]
      if let before, let place = rest.range(of: before) {
        rest = rest[place.upperBound...]
      } else if before != nil {
        rest = ""
      }
      if rest.contains(part) { return }
      pause(milliseconds: 10)
    }
    throw Missing(part: part)
  }

  /// Sends a signal, waits for the end, and returns what was said on stderr.
  func finish(_ signal: Int32) -> String {
    kill(process.processIdentifier, signal)
    let errors = errorPipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: errors, as: UTF8.self)
  }

  struct Missing: Error {
    var part: String
  }
}
