import CRealtime

/// The clock that measures latencies and paces a file to real time. The hop never decides by it.
package enum MonotonicClock {
  /// Nanoseconds since some fixed moment. Reads a page that the kernel shares: no system call.
  @_noAllocation @_noLocks
  package static func nanoseconds() -> UInt64 { mr_monotonic_nanoseconds() }

  /// The same, but it goes on while the machine is suspended: what measures how much of the world was missed.
  @_noAllocation @_noLocks
  package static func nanosecondsWithSuspend() -> UInt64 { mr_boot_nanoseconds() }
}
