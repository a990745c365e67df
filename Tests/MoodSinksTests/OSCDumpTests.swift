import Foundation
import MoodCore
import MoodSinks
import MoodTestSupport
import Testing

@Suite struct OSCDumpTests {
  private static let program = "/usr/bin/oscdump"

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: program),
      "oscdump, of the Debian package liblo-tools, is not installed"))
  func anotherProgramReadsWhatIsSent() throws {
    let port = try #require(DatagramReceiver()).port
    let output = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: Self.program)
    process.arguments = ["-L", String(port)]
    process.standardOutput = output
    try process.run()
    defer {
      // It inherits the blocked signals of a worker thread: SIGTERM would not reach it.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let sink = try SinkSpecification("osc:127.0.0.1:\(port)").open()
    try sink.begin(HandMadeStream.description())

    var printed = ""
    for _ in 0..<250 where !printed.contains("event") {
      try sink.emit(HandMadeStream.events[0])
      printed += text(output, milliseconds: 20)
    }
    try sink.emit(HandMadeStream.estimate())
    for _ in 0..<250 where !printed.contains("/moodring/silent") { printed += text(output, milliseconds: 20) }

    let lines = printed.split(separator: "\n").map {
      $0.split(separator: " ").dropFirst().joined(separator: " ")
    }
    #expect(lines.contains("/moodring/event/silence-start f 1.000000"))
    #expect(lines.contains("/moodring/valence f 0.310000"))
    #expect(lines.contains("/moodring/quadrant i 4"))
    #expect(lines.contains(#"/moodring/quadrant/name s "Q4""#))
    #expect(lines.contains("/moodring/silent f 0.000000"))
  }

  /// What the program prints within a while.
  private func text(_ pipe: Pipe, milliseconds: Int32) -> String {
    var request = pollfd(
      fd: pipe.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, milliseconds) == 1 else { return "" }
    return String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
  }
}
