import CRealtime

/// What the system lets this user do to be on time; root may do more.
package enum RealtimeLimits {
  /// Highest priority of `SCHED_FIFO` that the user may have, 0…99.
  package static var priority: Int32 { Int32(min(mr_priority_limit(), 99)) }

  /// Bytes that the user may lock in memory; `UInt64.max` where there is no limit.
  package static var lockedBytes: UInt64 { mr_locked_memory_limit() }
}
