import FoundationEssentials
import Glibc
import MoodCorpus
import MoodSinks
import Synchronization

/// What a batch has done, line by line in a file, so that an interrupted one goes on where it stopped.
///
/// A line is the name of the work, what it was made from, and its result. What was cut short or is no journal counts
/// for nothing: then the work is done again. Any thread may add.
final class BatchJournal: Sendable {
  private struct Entry {
    var origin: String
    var result: [String]
  }

  private let path: String
  private let descriptor: Int32
  private let entries: Mutex<[String: Entry]>

  /// Opens the journal at `path`, or begins it.
  init(_ path: String) throws(SinkError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .cannotCreate(path: path, code: errno) }
    let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    entries = Mutex([:])
    guard let rows = try? DelimitedText.rows(of: text) else {
      ftruncate(descriptor, 0)
      return
    }
    // A last line that was cut short ends here, and is none.
    if !text.isEmpty, !text.hasSuffix("\n") { Self.send([UInt8(ascii: "\n")], to: descriptor) }
    entries.withLock { entries in
      for row in rows where row.count > 2 && row.last == "." {
        entries[row[0]] = Entry(origin: row[1], result: Array(row[2..<row.count - 1]))
      }
    }
  }

  /// The journal of the one file at `path`, beside it; nil where that is no file.
  convenience init?(besides path: String) throws(SinkError) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { return nil }
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let name = parts.removeLast()
    try self.init((parts + [".\(name).journal"]).joined(separator: "/"))
  }

  deinit { close(descriptor) }

  /// The result of `name`, if it was made from `origin`.
  func result(of name: String, madeFrom origin: String) -> [String]? {
    entries.withLock { entries in entries[name].flatMap { $0.origin == origin ? $0.result : nil } }
  }

  /// Adds what was done.
  func add(_ name: String, madeFrom origin: String, result: [String]) {
    // The last field says that the line is whole.
    Self.send(CSVText.line([name, origin] + result + ["."]), to: descriptor)
  }

  /// Takes the journal away, when the work is whole.
  func remove() { unlink(path) }

  /// In one call, so that lines of two processes do not mix. What fails is only done again.
  private static func send(_ bytes: [UInt8], to descriptor: Int32) {
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}
