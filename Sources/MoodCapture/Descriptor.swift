internal import Glibc

/// A file descriptor that is closed when it goes out of scope.
package struct Descriptor: ~Copyable, Sendable {
  package let number: Int32
  private let isOwned: Bool

  /// Takes over the descriptor `number`.
  package init(owning number: Int32) {
    self.number = number
    isOwned = true
  }

  private init(borrowing number: Int32) {
    self.number = number
    isOwned = false
  }

  deinit {
    if isOwned { close(number) }
  }

  /// Standard input, which is left open.
  package static func standardInput() -> Descriptor { Descriptor(borrowing: STDIN_FILENO) }
}

/// A path that was opened for reading.
struct OpenedPath: ~Copyable {
  let descriptor: Descriptor
  /// Whether it is a file of a known length, in which one can seek; otherwise a FIFO or a device.
  let isRegularFile: Bool

  /// - Throws: `CaptureError` where there is no such path, or it is a directory, an empty file or forbidden.
  init(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else { throw CaptureError(opening: path, errno: errno) }
    let kind = status.st_mode & S_IFMT
    let isRegularFile = kind == S_IFREG
    // A FIFO opens at once even if nobody writes to it yet; the first read then waits, and can be interrupted.
    let number = open(path, O_RDONLY | O_CLOEXEC | (isRegularFile ? 0 : O_NONBLOCK))
    guard number >= 0 else { throw CaptureError(opening: path, errno: errno) }
    let opened = Descriptor(owning: number)
    // After the opening, so that what is forbidden counts as forbidden, whatever else it is.
    if kind == S_IFDIR { throw CaptureError.isDirectory(path: path) }
    if isRegularFile && status.st_size == 0 { throw CaptureError.empty(source: path) }
    descriptor = opened
    self.isRegularFile = isRegularFile
  }

  consuming func takeDescriptor() -> Descriptor { descriptor }
}
