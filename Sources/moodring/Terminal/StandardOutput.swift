import Glibc
import MoodSinks

/// Text for people on stdout.
enum StandardOutput {
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes all of `text`.
  /// - Throws: `.closed` where nobody reads any more, `.cannotWrite` where the disk is full.
  static func write(_ text: String) throws(SinkError) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0 {
        let code = errno
        switch code {
        case EINTR: continue
        case EPIPE: throw .closed
        default: throw .cannotWrite(output: "standard output", code: code)
        }
      }
      bytes = bytes.dropFirst(count)
    }
  }
}
