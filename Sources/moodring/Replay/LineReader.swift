import Glibc

/// The lines of a recording, from a file, a pipe or stdin.
final class LineReader {
  /// More than any record has; what is longer is no line of a recording.
  static let limitBytes = 1 << 20

  enum Line {
    case text(String)
    /// Not UTF-8.
    case bytes
    case tooLong
  }

  private let name: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// Where in `buffer` the next line begins.
  private var start = 0
  private var isAtEnd = false

  /// Opens `path`; `-` is stdin.
  init(_ path: String) throws(RecordingFault) {
    name = path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw RecordingFault(path: path, errno: errno) }
  }

  deinit {
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// The next line without its end, the last one also where it has none; nil at the end, and once `isStopped`.
  func next(unless isStopped: () -> Bool) throws(RecordingFault) -> Line? {
    var searched = start
    var isTooLong = false
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return isTooLong ? .tooLong : line(buffer[start..<end])
      }
      if isAtEnd {
        defer { start = buffer.count }
        return start == buffer.count && !isTooLong ? nil : isTooLong ? .tooLong : line(buffer[start...])
      }
      if buffer.count - start > Self.limitBytes {
        isTooLong = true
        buffer = []
        start = 0
      }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      guard try fill(unless: isStopped) else { return nil }
    }
  }

  private func line(_ bytes: ArraySlice<UInt8>) -> Line {
    let bytes = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
    return String(validating: bytes, as: UTF8.self).map { .text($0) } ?? .bytes
  }

  /// Waits for further bytes; false where it was stopped.
  private func fill(unless isStopped: () -> Bool) throws(RecordingFault) -> Bool {
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if isStopped() { return false }
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&request, 1, 100) == 0 { continue }
      let count = read(descriptor, &block, block.count)
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        throw RecordingFault(path: name, errno: errno)
      }
      isAtEnd = count == 0
      buffer += block[..<count]
      return true
    }
  }
}

/// A recording that cannot be read.
struct RecordingFault: Error, Equatable, CustomStringConvertible {
  var path: String
  var errno: Int32

  var description: String { "the recording \(path) cannot be read: \(String(cString: strerror(errno)))" }
}
