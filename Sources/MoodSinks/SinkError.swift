import Glibc

/// Why an output cannot be opened or carries no further.
package enum SinkError: Error, Equatable {
  /// The reader of a pipe has gone, as `head` does: the end of this output and no fault.
  case closed
  /// A file could not be made; `code` is an `errno`.
  case cannotCreate(path: String, code: Int32)
  /// Another process is writing the file just now.
  case beingWritten(path: String)
  /// A record did not reach its output whole; `code` is an `errno`.
  case cannotWrite(output: String, code: Int32)
  /// No address is known for a host.
  case cannotResolve(host: String, reason: String)
  /// No datagram can be sent to a host's kind of address; `code` is an `errno`.
  case cannotOpenSocket(host: String, code: Int32)
}

extension SinkError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .closed:
      "the reader of the output has gone"
    case .cannotCreate(let path, let code):
      "cannot create \(path): \(reason(code))"
    case .beingWritten(let path):
      "cannot create \(path): another process is writing it"
    case .cannotWrite(let output, let code):
      "cannot write to \(output): \(reason(code))"
    case .cannotResolve(let host, let reason):
      "cannot find the host \(host): \(reason)"
    case .cannotOpenSocket(let host, let code):
      "cannot send datagrams to \(host): \(reason(code))"
    }
  }

  private func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
