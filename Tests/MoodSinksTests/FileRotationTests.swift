import Foundation
import MoodCore
import MoodSinks
import MoodTestSupport
import Testing

@Suite struct FileRotationTests {
  private let folder: ScratchFolder
  private var path: String { folder.path + "/out.ndjson" }

  init() throws { folder = try ScratchFolder() }

  /// Writes a stream of so many hops.
  private func write(hops: Int64, _ options: String, name: String = "main") throws {
    let sink = try SinkSpecification("ndjson:\(path)?rate=hop&stage=now&\(options)").open()
    try sink.begin(HandMadeStream.description(name: name))
    for hop in 1...hops { try sink.emit(HandMadeStream.estimate(hop: hop)) }
    try sink.finish(HandMadeStream.liveEnd)
  }

  private func records(_ path: String) throws -> [JSONValue] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      try JSONValue(parsing: $0.utf8)
    }
  }

  /// The files from the oldest on.
  private func files() throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let numbers = names.compactMap { Int($0.dropFirst("out.ndjson.".count)) }.sorted(by: >)
    #expect(numbers == Array((1...max(1, numbers.count)).reversed().prefix(numbers.count)))
    return numbers.map { "\(path).\($0)" } + [path]
  }

  @Test func everyFileIsWholeAndNoneIsTooLong() throws {
    try write(hops: 200, "rotate=4k")
    let files = try files()
    #expect(files.count > 10)
    var next = 0.0
    for file in files {
      #expect(try Data(contentsOf: URL(filePath: file)).count <= 4096)
      let records = try records(file)
      #expect(records[0]["type"] == .string("begin"))
      #expect(records.count > 2)
      for record in records {
        #expect(record["seq"] == .number(next))
        next += 1
      }
    }
    #expect(try records(path).last?["type"] == .string("end"))
    let times = try files.flatMap { try records($0) }.filter { $0["type"] == .string("estimate") }.map {
      $0["t"]
    }
    #expect(times.count == 200, "no estimate is lost between two files")
  }

  @Test func onlySoManyFilesStay() throws {
    try write(hops: 200, "rotate=2k&keep=3")
    let files = try files()
    #expect(files.count == 4)
    #expect(try records(path).last?["type"] == .string("end"))
  }

  @Test func whatIsThereMovesOnAtTheBeginning() throws {
    for _ in 0..<3 { try write(hops: 1, "rotate=1M&keep=1") }
    #expect(try files().count == 2)
    #expect(try records(path + ".1") == records(path))
    try write(hops: 1, "delay=0")
    #expect(try files().count == 2, "without rotate a file is truncated")
  }

  @Test func aRecordLongerThanAFileStandsBehindItsBegin() throws {
    try write(hops: 3, "rotate=1k", name: String(repeating: "x", count: 1000))
    #expect(try files().count == 4)
    for file in try files() { #expect(try records(file).count == 2) }
  }

  @Test func whatIsNoFileIsNotMoved() throws {
    let link = folder.path + "/link"
    #expect(symlink("/dev/null", link) == 0)
    let error = #expect(throws: SinkError.self) { try SinkSpecification("ndjson:\(link)?rotate=1k").open() }
    #expect(error?.description == "cannot rotate \(link): it is no regular file")
    #expect(throws: SinkError.cannotCreate(path: folder.path, code: EISDIR)) {
      try SinkSpecification("ndjson:\(folder.path)?rotate=1k").open()
    }
    #expect(FileManager.default.fileExists(atPath: "/dev/null"))
  }

  @Test func aLinkStaysALink() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/elsewhere", withIntermediateDirectories: true)
    let target = folder.path + "/elsewhere/real"
    #expect(FileManager.default.createFile(atPath: target, contents: Data("old\n".utf8)))
    #expect(symlink(target, path) == 0)
    try write(hops: 1, "rotate=1M")
    #expect(try String(contentsOfFile: target + ".1", encoding: .utf8) == "old\n")
    #expect(try records(target).count == 3)
  }
}
