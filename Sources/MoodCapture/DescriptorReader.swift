internal import Glibc

/// The bytes of a file descriptor, blocking or not; a wait for them can be interrupted. One thread reads.
final class DescriptorReader: ByteStream {
  private let name: String
  private let descriptor: Descriptor
  private let interruption: Interruption
  /// Bytes to deliver before any others.
  private var returned: ArraySlice<UInt8> = []

  /// `name` is what errors call the input.
  init(_ descriptor: consuming Descriptor, name: String, interruption: Interruption) {
    self.name = name
    self.descriptor = descriptor
    self.interruption = interruption
  }

  /// Makes `bytes` the next ones to be read.
  func putBack(_ bytes: [UInt8]) { returned = bytes + returned }

  /// Waits for bytes and writes up to `count` of them to `memory`.
  /// - Returns: the bytes written, at least 1; 0 at the end and once the interruption is requested.
  func read(into memory: UnsafeMutableRawPointer, count: Int) throws -> Int {
    if interruption.isRequested { return 0 }
    if !returned.isEmpty {
      let taken = returned.prefix(count)
      taken.withUnsafeBytes { memory.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
      returned.removeFirst(taken.count)
      return taken.count
    }
    while try waitForBytes() {
      let got = Glibc.read(descriptor.number, memory, count)
      if got >= 0 { return got }
      // EAGAIN: another process that shares the descriptor was faster.
      if errno != EINTR && errno != EAGAIN { throw CaptureError.readFailed(source: name, errno: errno) }
    }
    return 0
  }

  /// Whether a read would not wait now; false once the interruption is requested.
  private func waitForBytes() throws -> Bool {
    var watched = [
      pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&watched, 2, -1) < 0 {
      if errno != EINTR { throw CaptureError.readFailed(source: name, errno: errno) }
    }
    return watched[0].revents == 0
  }
}
