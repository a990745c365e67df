internal import Glibc
internal import MoodRealtime
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

  /// Waits until the request is made, at most so long.
  func wait(nanoseconds: UInt64) {
    let end = MonotonicClock.nanoseconds() + nanoseconds
    while !isRequested {
      let now = MonotonicClock.nanoseconds()
      if now >= end { return }
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      // Rounded up, so that the last moments are not spent in calls that do not wait. A signal cuts a wait short.
      _ = poll(&request, 1, Int32((end - now + 999_999) / 1_000_000))
    }
  }

  /// Any thread; never waits. What comes after the first call does nothing.
  package func request() {
    if requested.exchange(true, ordering: .acquiringAndReleasing) { return }
    var byte: UInt8 = 1
    // One byte always fits into an empty pipe, and a signal can only interrupt a write that waits.
    _ = write(writingEnd, &byte, 1)
  }
}
