import Glibc

/// What a table is written to: a file that appears when it is complete, or a stream.
///
/// A stream of a table whose bytes are corrected before its end is kept in an unnamed temporary file until then.
final class TableFile {
  /// What is gathered before it is written, where nobody reads along.
  static let blockBytes = 1 << 16

  /// Whether somebody may read along, so that every row is written as it comes.
  var isFollowed: Bool { partial == nil && stream == nil }

  private let output: OutputFile
  /// Nil for a stream.
  private let partial: PartialFile?
  /// Where the temporary file goes at the end; nil where there is none.
  private let stream: OutputFile?

  init(_ place: TablePlace, isCorrected: Bool, temporaryFolder: String) throws(SinkError) {
    if case .path(let path) = place, !Self.isStream(path) {
      let partial = try PartialFile(path)
      output = try partial.open()
      self.partial = partial
      stream = nil
      return
    }
    partial = nil
    if isCorrected {
      output = try OutputFile(unnamedIn: temporaryFolder)
      stream = try Self.stream(to: place)
    } else {
      output = try Self.stream(to: place)
      stream = nil
    }
  }

  // Before `output` is closed.
  deinit { partial?.giveUp() }

  /// Adds `bytes` at the end.
  func write(_ bytes: [UInt8]) throws(SinkError) { try output.write(bytes) }

  /// Adds `rows` at the end and empties them, once they make a block or somebody may read along.
  func writeRows(_ rows: inout [UInt8]) throws(SinkError) {
    if isFollowed || rows.count >= Self.blockBytes { try writeAll(&rows) }
  }

  /// Adds `rows` at the end and empties them.
  func writeAll(_ rows: inout [UInt8]) throws(SinkError) {
    try write(rows)
    rows.removeAll(keepingCapacity: true)
  }

  /// Replaces what was written from `offset` on. Only where the table said that it would.
  func rewrite(_ bytes: [UInt8], at offset: UInt64) throws(SinkError) {
    try output.rewrite(bytes, at: offset)
  }

  /// Makes the file appear, or sends what was kept back. Once, and nothing after it.
  func finish() throws(SinkError) {
    try partial?.complete()
    if stream != nil { try output.copy(to: stream!) }
  }

  private static func stream(to place: TablePlace) throws(SinkError) -> OutputFile {
    switch place {
    case .standardOutput: .standardOutput()
    case .path(let path): try OutputFile(creating: path)
    }
  }

  /// Whether `path` is a FIFO or a device.
  private static func isStream(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    let kind = status.st_mode & S_IFMT
    return kind != S_IFREG && kind != S_IFDIR
  }
}
