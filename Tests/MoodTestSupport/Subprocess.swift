import Foundation

/// One run of another program, to its end.
package struct Subprocess {
  package var status: Int32
  package var output: [UInt8]
  package var errors: String

  /// Standard output as text.
  package var text: String { String(decoding: output, as: UTF8.self) }
  /// The lines of standard output.
  package var lines: [String] { text.split(separator: "\n").map(String.init) }

  /// Runs `path` and waits for its end.
  /// - Parameters:
  ///   - input: the bytes of standard input; none where nil.
  ///   - environment: replaces the inherited one where given.
  package static func run(
    _ path: String, _ arguments: [String] = [], input: [UInt8]? = nil, environment: [String: String]? = nil
  ) throws -> Subprocess {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    if let environment { process.environment = environment }
    let (outputPipe, errorPipe) = (Pipe(), Pipe())
    process.standardOutput = outputPipe
    process.standardError = errorPipe
    let inputPipe = Pipe()
    process.standardInput = input == nil ? FileHandle.nullDevice : inputPipe
    try process.run()
    let collector = Collector(reading: errorPipe.fileHandleForReading)
    let feeder = input.map { Feeder(writing: $0, to: inputPipe.fileHandleForWriting) }
    let output = outputPipe.fileHandleForReading.readDataToEndOfFile()
    let errors = collector.wait()
    feeder?.wait()
    process.waitUntilExit()
    let status =
      process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    return Subprocess(status: status, output: Array(output), errors: String(decoding: errors, as: UTF8.self))
  }
}

/// Reads one pipe to its end beside the caller.
private final class Collector: @unchecked Sendable {
  private var content = Data()
  private let done = DispatchSemaphore(value: 0)

  init(reading handle: FileHandle) {
    Thread.detachNewThread {
      self.content = handle.readDataToEndOfFile()
      self.done.signal()
    }
  }

  func wait() -> Data {
    done.wait()
    return content
  }
}

/// Writes one pipe beside the caller; a reader that goes away ends it.
private final class Feeder: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)

  init(writing bytes: [UInt8], to handle: FileHandle) {
    signal(SIGPIPE, SIG_IGN)
    Thread.detachNewThread {
      try? handle.write(contentsOf: Data(bytes))
      try? handle.close()
      self.done.signal()
    }
  }

  func wait() { done.wait() }
}
