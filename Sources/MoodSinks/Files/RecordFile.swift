import Glibc

/// A file of records, or one after another of limited size.
final class RecordFile {
  private var file: OutputFile
  /// The path of the file with its symbolic links followed, and how it is rotated; nil where it is not.
  private let rotation: (path: String, rule: FileRotation)?
  private var bytes: Int64 = 0
  private var records = 0

  /// Creates the file at `path`, or takes standard output where that is nil. With `rotation` a file that is there moves
  /// on, without it is truncated.
  /// - Parameter waitsForReader: whether a FIFO that nobody reads yet is waited for.
  convenience init(
    _ path: String?, rotation: FileRotation? = nil, waitsForReader: Bool = true
  ) throws(SinkError) {
    guard let path else {
      self.init(OutputFile.standardOutput())
      return
    }
    guard let rotation else {
      self.init(try OutputFile(creating: path, waitsForReader: waitsForReader))
      return
    }
    var status = stat()
    // A FIFO or a device has no size, and its name is not ours to change.
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw status.st_mode & S_IFMT == S_IFDIR
        ? .cannotCreate(path: path, code: EISDIR) : .cannotRotate(path: path)
    }
    let resolved = PartialFile.resolved(path)
    try rotation.moveOn(resolved)
    self.init(try OutputFile(creating: resolved), rotation: (resolved, rotation))
  }

  init(_ file: consuming OutputFile, rotation: (path: String, rule: FileRotation)? = nil) {
    self.file = file
    self.rotation = rotation
  }

  /// Whether a record of so many bytes is to stand in a new file. A file holds two records at least, of which the first
  /// says what the stream is.
  func isFull(for count: Int) -> Bool {
    guard let rotation else { return false }
    return records > 1 && bytes + Int64(count) > rotation.rule.bytes
  }

  /// Begins a new file. Only where one `isFull`.
  func moveOn() throws(SinkError) {
    guard let rotation else { return }
    try rotation.rule.moveOn(rotation.path)
    file = try OutputFile(creating: rotation.path)
    (bytes, records) = (0, 0)
  }

  /// Adds one record at the end.
  func write(_ record: [UInt8]) throws(SinkError) {
    try file.write(record)
    bytes += Int64(record.count)
    records += 1
  }
}
