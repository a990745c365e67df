internal import Glibc
internal import Synchronization

/// A request to stop, made once from any thread, on which `poll` can wait.
package final class Interruption: Sendable {
  /// Becomes readable when the request is made, and stays so.
  let descriptor: Int32
  private let writingEnd: Int32
  private let requested = Atomic<Bool>(false)

  package init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw CaptureError.openFailed(path: "a pipe", errno: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    descriptor = ends[0]
    writingEnd = ends[1]
  }

  deinit {
    close(descriptor)
    close(writingEnd)
  }

  var isRequested: Bool { requested.load(ordering: .acquiring) }

  /// Any thread; never waits. What comes after the first call does nothing.
  package func request() {
    if requested.exchange(true, ordering: .acquiringAndReleasing) { return }
    var byte: UInt8 = 1
    // One byte always fits into an empty pipe, and a signal can only interrupt a write that waits.
    _ = write(writingEnd, &byte, 1)
  }
}
