internal import Glibc

/// The text of a configuration file.
package enum ConfigurationFile {
  /// More than any configuration has; an endless file must end.
  private static let limitBytes = 1 << 20

  /// Reads a whole file, which may be a pipe. Blocks.
  package static func text(path: String) throws(ConfigurationFault) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(file: path, errno: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = read(descriptor, &block, block.count)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreadable(file: path, errno: errno)
      }
      bytes += block[..<count]
      if bytes.count > limitBytes { throw .tooLong(file: path, limitBytes: limitBytes) }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(file: path) }
    return text
  }
}
