internal import MoodRealtime

/// The clock by which gaps are measured and waits are made: the monotonic one, but in tests.
package struct DeviceTime: Sendable {
  /// Nanoseconds since some fixed moment.
  package var now: @Sendable () -> UInt64
  /// Waits so many nanoseconds, or until the request is made.
  package var pause: @Sendable (UInt64, Interruption) -> Void

  package init(
    now: @escaping @Sendable () -> UInt64, pause: @escaping @Sendable (UInt64, Interruption) -> Void
  ) {
    self.now = now
    self.pause = pause
  }

  /// Goes on while the machine sleeps, so that a sleep is a gap.
  package static let monotonic = DeviceTime(
    now: { MonotonicClock.nanosecondsWithSuspend() }, pause: { $1.wait(nanoseconds: $0) })
}
