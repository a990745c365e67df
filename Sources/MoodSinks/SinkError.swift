import Glibc

/// Why an output cannot be opened or carries no further.
package enum SinkError: Error, Equatable {
  /// The reader of a pipe has gone, as `head` does: the end of this output and no fault.
  case closed
  /// A file could not be made; `code` is an `errno`.
  case cannotCreate(path: String, code: Int32)
  /// A FIFO that is not to be waited for has no reader.
  case noReader(path: String)
  /// What bears the name of a file that is to be rotated is none.
  case cannotRotate(path: String)
  /// Another process is writing the file just now.
  case beingWritten(path: String)
  /// A record did not reach its output whole; `code` is an `errno`.
  case cannotWrite(output: String, code: Int32)
  /// No datagram can be sent to a host's kind of address; `code` is an `errno`.
  case cannotOpenSocket(host: String, code: Int32)
  /// What is to be sent for every estimate may be longer than what a datagram is to hold.
  case tooLong(String, bytes: Int, cure: String)
  /// A field was asked for that the stream does not have; `nearest` are the most similar of those it has.
  case unknownField(String, nearest: [String])
  /// There is no terminal that could show a picture.
  case noTerminal(reason: String)
}

extension SinkError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .closed:
      "the reader of the output has gone"
    case .cannotCreate(let path, let code):
      "cannot create \(path): \(reason(code))"
    case .noReader(let path):
      "cannot open \(path): nobody reads this FIFO yet"
    case .cannotRotate(let path):
      "cannot rotate \(path): it is no regular file"
    case .beingWritten(let path):
      "cannot create \(path): another process is writing it"
    case .cannotWrite(let output, let code):
      "cannot write to \(output): \(reason(code))"
    case .cannotOpenSocket(let host, let code):
      "cannot send datagrams to \(host): \(reason(code))"
    case .tooLong(let what, let bytes, let cure):
      "\(what) may take \(bytes) bytes, expected at most \(DatagramSender.longestDatagramBytes); \(cure)"
    case .unknownField(let name, let nearest):
      "the stream has no field \(String(reflecting: name))"
        + (nearest.isEmpty ? "" : ", did you mean \(nearest.joined(separator: " or "))?")
    case .noTerminal(let reason):
      "the output terminal needs a terminal on standard output: \(reason)"
    }
  }

  private func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
