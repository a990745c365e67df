import CRealtime
import Glibc

/// A named thread that treats denormal floats as zero and runs one body to its end.
package final class RealtimeThread: @unchecked Sendable {
  fileprivate final class Start: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }

  private var handle = pthread_t()
  private var isJoined = false

  /// Starts the thread.
  /// - Parameter name: shown by debuggers and `top`; at most 15 bytes.
  package init(name: String, body: @escaping @Sendable () -> Void) {
    precondition(name.utf8.count <= 15, "the kernel keeps 15 bytes of a thread's name")
    let start = Unmanaged.passRetained(Start(name: name, body: body))
    let refusal = pthread_create(&handle, nil, threadMain, start.toOpaque())
    precondition(refusal == 0, "the system refused a thread (errno \(refusal))")
  }

  /// Has the thread run before all ordinary ones whenever it can (`SCHED_FIFO`).
  /// - Parameter priority: 1…99; where the user may not have as much, what the user may have.
  /// - Returns: nil, or the number of the system's refusal: EPERM.
  package func raise(toPriority priority: Int32) -> Int32? {
    var refusal: Int32 = 0
    for priority in [priority, min(priority, RealtimeLimits.priority)] where priority > 0 {
      var parameters = sched_param()
      parameters.sched_priority = priority
      refusal = pthread_setschedparam(handle, SCHED_FIFO, &parameters)
      if refusal == 0 { return nil }
    }
    return refusal
  }

  /// How it is scheduled: `SCHED_OTHER` or `SCHED_FIFO`.
  var policy: Int32 {
    var policy: Int32 = 0
    var parameters = sched_param()
    pthread_getschedparam(handle, &policy, &parameters)
    return policy
  }

  /// Waits for the body to end. Once.
  package func join() {
    precondition(!isJoined, "a thread is joined once")
    isJoined = true
    pthread_join(handle, nil)
  }

  /// Lets the body end without anybody waiting for it. Once, and in place of `join`.
  package func detach() {
    precondition(!isJoined, "a thread is joined or detached once")
    isJoined = true
    pthread_detach(handle)
  }
}

// A free function, since a closure formed in an isolated context traps when C calls it on another thread.
private func threadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  let start = Unmanaged<RealtimeThread.Start>.fromOpaque(context).takeRetainedValue()
  mr_name_thread(start.name)
  mr_flush_denormals()
  start.body()
  return nil
}
