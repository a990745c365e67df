internal import MoodRealtime
internal import Synchronization

/// A question to something that may hang, asked on a thread of its own: whoever asks stops waiting when enough is
/// enough. The thread of a question that was never answered stays behind.
final class PatientQuestion<Answer: Sendable>: Sendable {
  private let answer = Mutex<Answer?>(nil)
  private let wake = WakeSignal()

  /// Asks.
  /// - Parameter threadName: at most 15 bytes.
  init(threadName: String, _ question: @escaping @Sendable () -> Answer) {
    _ = RealtimeThread(name: threadName) {
      let found = question()
      self.answer.withLock { $0 = found }
      self.wake.signal()
    }
  }

  /// Waits for the answer until `nanoseconds` of the monotonic clock; nil where there is none by then.
  func answer(before nanoseconds: UInt64) -> Answer? {
    while true {
      let ticket = wake.ticket()
      if let found = answer.withLock({ $0 }) { return found }
      let now = MonotonicClock.nanoseconds()
      if now >= nanoseconds { return nil }
      wake.wait(ticket, timeoutNanoseconds: nanoseconds - now)
    }
  }

  /// The moment of the monotonic clock that is `seconds` from now.
  static func moment(in seconds: Double) -> UInt64 {
    MonotonicClock.nanoseconds() + UInt64(seconds * 1e9)
  }
}
