import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodSinks

@Suite struct NDJSONSinkTests {
  init() { signal(SIGPIPE, SIG_IGN) }

  private static let everyHop = SinkPace(stages: .both, rate: .everyHop)

  private func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.appending(path: "moodring-\(UUID().uuidString).ndjson").path
  }

  @Test func aFileHoldsWholeRecords() throws {
    let path = temporaryPath()
    defer { unlink(path) }
    try "what stood there before\n".write(toFile: path, atomically: false, encoding: .utf8)
    let sink = try SinkSpecification("ndjson:\(path)?rate=10").open()
    try sink.begin(HandMadeStream.description())
    for hop in 1...431 as ClosedRange<Int64> {
      try sink.emit(HandMadeStream.estimate(.now, hop: hop))
      try sink.emit(HandMadeStream.estimate(.settled, hop: hop))
    }
    try sink.finish(HandMadeStream.liveEnd)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 1 + 2 * 101 + 1, "10.008 s have ticks 0…100")
    for (number, line) in lines.enumerated() {
      #expect(try JSONValue(parsing: line.utf8)["seq"] == .number(Double(number)))
    }
  }

  @Test func everyRecordIsThereAsSoonAsItWasEmitted() throws {
    let pipe = Pipe()
    let file = OutputFile(lent: pipe.fileHandleForWriting.fileDescriptor, name: "pipe")
    let sink = NDJSONSink(RecordFile(file), pace: Self.everyHop)
    try sink.begin(HandMadeStream.description())
    #expect(pipe.fileHandleForReading.availableData.last == UInt8(ascii: "\n"))
    try sink.emit(HandMadeStream.estimate())
    #expect(pipe.fileHandleForReading.availableData.last == UInt8(ascii: "\n"))
  }

  @Test func aReaderThatHasGoneClosesTheSink() throws {
    let pipe = Pipe()
    let file = OutputFile(lent: pipe.fileHandleForWriting.fileDescriptor, name: "pipe")
    let sink = NDJSONSink(RecordFile(file), pace: Self.everyHop)
    try sink.begin(HandMadeStream.description())
    try pipe.fileHandleForReading.close()
    #expect(throws: SinkError.closed) { try sink.emit(HandMadeStream.estimate()) }
  }

  @Test func aFullDiskIsSaid() throws {
    let sink = try SinkSpecification("ndjson:/dev/full").open()
    let error = #expect(throws: SinkError.self) { try sink.begin(HandMadeStream.description()) }
    #expect(error == .cannotWrite(output: "/dev/full", code: ENOSPC))
    #expect(error?.description == "cannot write to /dev/full: No space left on device")
  }

  @Test func aFileThatCannotBeCreatedIsSaid() {
    let error = #expect(throws: SinkError.self) { try SinkSpecification("ndjson:/nowhere/at/all").open() }
    #expect(error == .cannotCreate(path: "/nowhere/at/all", code: ENOENT))
    #expect(error?.description == "cannot create /nowhere/at/all: No such file or directory")
  }

  @Test func aPipeThatDoesNotBlockIsWaitedFor() async throws {
    let pipe = Pipe()
    let descriptor = pipe.fileHandleForWriting.fileDescriptor
    #expect(fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0)
    let reader = Task.detached { pipe.fileHandleForReading.readDataToEndOfFile().count }
    let record = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    try OutputFile(lent: descriptor, name: "pipe").write(record)
    try pipe.fileHandleForWriting.close()
    #expect(await reader.value == record.count)
  }

  /// In a process of its own, since the limit on the size of files holds for a whole process.
  @Test func aTornRecordIsTakenBack() async {
    await #expect(processExitsWith: .success) {
      signal(SIGXFSZ, SIG_IGN)
      let path = FileManager.default.temporaryDirectory.appending(path: "moodring-torn-\(getpid())").path
      defer { unlink(path) }
      var limit = rlimit(rlim_cur: 1000, rlim_max: 1000)
      #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
      let sink = try SinkSpecification("ndjson:\(path)?rate=hop").open()
      try sink.begin(HandMadeStream.description())
      let error = #expect(throws: SinkError.self) {
        for hop in 1...100 as ClosedRange<Int64> { try sink.emit(HandMadeStream.estimate(hop: hop)) }
      }
      #expect(error == .cannotWrite(output: path, code: EFBIG))
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.hasSuffix("}\n"))
      #expect(text.count < 1000)
    }
  }
}
