import CRealtime

/// The clock that measures latencies and paces a file to real time. The hop never decides by it.
package enum MonotonicClock {
  /// Nanoseconds since some fixed moment. Reads a page that the kernel shares: no system call.
  @_noAllocation @_noLocks
  package static func nanoseconds() -> UInt64 { mr_monotonic_nanoseconds() }
}
