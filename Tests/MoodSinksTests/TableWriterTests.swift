import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodSinks

/// What every format has to hold.
@Suite struct TableWriterTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/moodring-\(UUID().uuidString)"
  private static let columns = ["rms", "mel_db_1", "a\"b,c"]

  init() throws {
    signal(SIGPIPE, SIG_IGN)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// Rows of which every value is finite, many at the ends of what there is.
  private static let rows: [[Float]] = {
    var random = SplitMix64(seed: 4)
    var values: [Float] = [
      0, -0.0, 1, -1, .leastNonzeroMagnitude, -.greatestFiniteMagnitude, .leastNormalMagnitude, 0x1p24, -70,
    ]
    while values.count < 3 * 20_000 {
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
      if value.isFinite { values.append(value) }
    }
    return stride(from: 0, to: values.count, by: 3).map { Array(values[$0..<$0 + 3]) }
  }()

  private static func write(_ rows: [[Float]], to table: any TableWriter, names: [String]? = nil) throws {
    for (index, row) in rows.enumerated() {
      try table.append(names.map { .file($0[index]) } ?? .hops(Int64(index + 1)), row)
    }
  }

  private func begin(
    _ format: TableFormat, kind: TableHeading.Kind = .hops, at place: TablePlace
  ) throws -> any TableWriter {
    try format.begin(TableHeading(kind, columns: Self.columns), at: place, temporaryFolder: folder)
  }

  private func write(_ format: TableFormat, _ rows: [[Float]], to name: String) throws -> [UInt8] {
    let table = try begin(format, at: .path(folder + "/" + name))
    try Self.write(rows, to: table)
    try table.finish()
    return try bytes(name)
  }

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
  }

  private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder) }

  /// The rows that a file holds, read by nothing of ours; `t` before the values where the format has it there.
  private func read(_ format: TableFormat, _ bytes: [UInt8]) throws -> [[Float]] {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    switch format {
    case .csv:
      #expect(lines.first == "t,rms,mel_db_1,\"a\"\"b,c\"")
      return lines.dropFirst().map { $0.split(separator: ",").dropFirst().compactMap { Float($0) } }
    case .ndjson:
      return try lines.map { line in
        let record = try JSONDecoder().decode([String: Float].self, from: Data(line.utf8))
        return Self.columns.compactMap { record[$0] }
      }
    case .npy: return try NumPyArray(bytes).rows.map { Array($0.dropFirst()) }
    case .npz:
      let contents = try ZIPReader(bytes).contents()
      #expect(Set(contents.keys) == ["features.npy", "t.npy", "columns.npy"])
      let columns = try contents["columns.npy"].map { try NumPyArray($0).texts }
      #expect(columns == Self.columns)
      return try contents["features.npy"].map { try NumPyArray($0).rows } ?? []
    }
  }

  @Test(arguments: TableFormat.allCases)
  func everyNumberReadsBack(format: TableFormat) throws {
    let read = try read(format, write(format, Self.rows, to: "table"))
    #expect(read.map { $0.map(\.bitPattern) } == Self.rows.map { $0.map(\.bitPattern) })
    #expect(try names() == ["table"])
  }

  @Test(arguments: TableFormat.allCases)
  func aTableMayHaveNoRows(format: TableFormat) throws {
    #expect(try read(format, write(format, [], to: "table")).isEmpty)
  }

  @Test func timesAreThoseOfTheHops() throws {
    let rows = Array(Self.rows.prefix(5000))
    let expected = (1...5000).map { Double($0 * 512) / 22_050 }
    let archive = try ZIPReader(write(.npz, rows, to: "npz")).contents()
    #expect(try archive["t.npy"].map { try NumPyArray($0).doubles } == expected)
    let matrix = try NumPyArray(write(.npy, rows, to: "npy")).rows
    #expect(matrix.map { $0[0] } == expected.map { Float($0) })
    let lines = String(decoding: try write(.csv, rows, to: "csv"), as: UTF8.self).split(separator: "\n")
    for (line, time) in zip(lines.dropFirst(), expected) {
      let text = line.prefix { $0 != "," }
      #expect(text.split(separator: ".").last?.count == 6)
      #expect(abs((Double(text) ?? .nan) - time) <= 0.5e-6)
    }
  }

  @Test(arguments: TableFormat.allCases.filter(\.holdsFileNames))
  func filesKeepTheirNames(format: TableFormat) throws {
    let names = ["a.wav", "b,\"c\"\n.wav", "ä/😀.flac", ""]
    let table = try begin(format, kind: .files, at: .path(folder + "/table"))
    try Self.write(Array(Self.rows.prefix(names.count)), to: table, names: names)
    try table.finish()
    let bytes = try bytes("table")
    switch format {
    case .csv:
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.hasPrefix("file,rms"))
      #expect(text.contains("\n\"b,\"\"c\"\"\n.wav\",") && text.contains("\nä/😀.flac,"))
    case .ndjson:
      let records = try bytes.split(separator: UInt8(ascii: "\n")).map { try JSONValue(parsing: $0) }
      #expect(records.map { $0["file"] } == names.map { .string($0) })
    case .npy: break
    case .npz:
      let contents = try ZIPReader(bytes).contents()
      #expect(try contents["files.npy"].map { try NumPyArray($0).texts } == names)
    }
  }

  @Test(arguments: TableFormat.allCases)
  func aPipeGetsTheSameBytesAsAFile(format: TableFormat) throws {
    let rows = Array(Self.rows.prefix(50))
    let fifo = folder + "/fifo"
    #expect(mkfifo(fifo, 0o600) == 0)
    let reader = open(fifo, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    let table = try begin(format, at: .path(fifo))
    try Self.write(rows, to: table)
    try table.finish()
    var piped = [UInt8](repeating: 0, count: 1 << 16)
    piped.removeLast(piped.count - max(0, Glibc.read(reader, &piped, piped.count)))
    #expect(piped == (try write(format, rows, to: "file")))
    #expect(try names().sorted() == ["fifo", "file"])
  }

  @Test(arguments: [TableFormat.csv, .ndjson])
  func whoReadsAlongSeesEveryRowAtOnce(format: TableFormat) throws {
    let fifo = folder + "/fifo"
    #expect(mkfifo(fifo, 0o600) == 0)
    let reader = open(fifo, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    let table = try begin(format, at: .path(fifo))
    var buffer = [UInt8](repeating: 0, count: 4096)
    _ = Glibc.read(reader, &buffer, buffer.count)
    for (index, row) in Self.rows.prefix(10).enumerated() {
      try table.append(.hops(Int64(index + 1)), row)
      let count = Glibc.read(reader, &buffer, buffer.count)
      #expect(count > 0 && buffer[count - 1] == UInt8(ascii: "\n"))
    }
  }

  @Test(arguments: TableFormat.allCases)
  func whatIsNotFinishedLeavesNothingAndReplacesNothing(format: TableFormat) throws {
    try Data("before".utf8).write(to: URL(fileURLWithPath: folder + "/table"))
    do {
      let table = try begin(format, at: .path(folder + "/table"))
      try Self.write(Self.rows, to: table)
    }
    #expect(try names() == ["table"])
    #expect(try bytes("table") == Array("before".utf8))
  }

  @Test(arguments: TableFormat.allCases)
  func aFullDeviceIsTold(format: TableFormat) throws {
    #expect(throws: SinkError.cannotWrite(output: "/dev/full", code: ENOSPC)) {
      let table = try begin(format, at: .path("/dev/full"))
      try Self.write(Self.rows, to: table)
      try table.finish()
    }
  }

  @Test func aReaderThatLeavesEndsTheTable() throws {
    let fifo = folder + "/fifo"
    #expect(mkfifo(fifo, 0o600) == 0)
    let reader = open(fifo, O_RDONLY | O_NONBLOCK)
    let table = try begin(.csv, at: .path(fifo))
    close(reader)
    #expect(throws: SinkError.closed) { try Self.write(Self.rows, to: table) }
  }

  @Test func twoWritersNeverShareAFile() throws {
    let path = folder + "/table"
    let first = try begin(.csv, at: .path(path))
    #expect(throws: SinkError.beingWritten(path: path)) { _ = try begin(.csv, at: .path(path)) }
    try first.finish()
    let second = try begin(.csv, at: .path(path))
    try second.finish()
    #expect(try names() == ["table"])
  }

  @Test func aWriterThatGivesUpTakesNothingFromTheNext() async throws {
    try await withThrowingTaskGroup { group in
      for givesUp in [true, false] {
        group.addTask {
          for _ in 0..<1000 {
            do {
              let table = try self.begin(.csv, at: .path(self.folder + "/table"))
              if !givesUp { try table.finish() }
            } catch SinkError.beingWritten {}
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try names() == ["table"])
  }

  @Test func whatAKilledWriterLeftIsTakenOver() throws {
    try Data([UInt8](repeating: 7, count: 100_000)).write(
      to: URL(fileURLWithPath: folder + "/.table.partial"))
    #expect(try read(.csv, write(.csv, Self.rows, to: "table")).count == Self.rows.count)
    #expect(try names() == ["table"])
  }

  @Test func aLinkIsFollowed() throws {
    #expect(symlink("real", folder + "/link") == 0)
    try Data("before".utf8).write(to: URL(fileURLWithPath: folder + "/real"))
    let written = try write(.csv, Self.rows, to: "link")
    #expect(try bytes("real") == written)
    #expect(try names().sorted() == ["link", "real"])
  }

  @Test(arguments: ["/nowhere/at/all", "/", "/tmp", ""])
  func whatCannotBeAFileIsRefused(path: String) {
    #expect(throws: SinkError.self) { _ = try begin(.npz, at: .path(path)) }
  }
}
