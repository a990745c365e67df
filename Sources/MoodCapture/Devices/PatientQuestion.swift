internal import MoodRealtime
internal import Synchronization

/// A question to something that may hang, asked on a thread of its own: whoever asks stops waiting when enough is
/// enough. The thread of a question that is never answered stays behind.
final class PatientQuestion<Answer: Sendable>: Sendable {
  private enum State {
    case open
    case answered(Answer)
    case givenUp
  }

  private let state = Mutex(State.open)
  private let wake = WakeSignal()

  /// Asks.
  /// - Parameters:
  ///   - threadName: at most 15 bytes.
  ///   - late: what is done with an answer for which nobody waits any more, on the question's thread.
  init(
    threadName: String, _ question: @escaping @Sendable () -> Answer,
    late: @escaping @Sendable (Answer) -> Void = { _ in }
  ) {
    RealtimeThread(name: threadName) {
      let answer = question()
      let isLate = self.state.withLock { state in
        if case .givenUp = state { return true }
        state = .answered(answer)
        return false
      }
      if isLate { late(answer) }
      self.wake.signal()
    }.detach()
  }

  /// Waits for the answer until `nanoseconds` of the monotonic clock; nil where there is none by then, after which there
  /// never will be.
  func answer(before nanoseconds: UInt64) -> Answer? {
    while true {
      let ticket = wake.ticket()
      let isOver = MonotonicClock.nanoseconds() >= nanoseconds
      let found = state.withLock { state -> Answer? in
        if case .answered(let answer) = state { return answer }
        if isOver { state = .givenUp }
        return nil
      }
      if found != nil || isOver { return found }
      let now = MonotonicClock.nanoseconds()
      if now < nanoseconds { wake.wait(ticket, timeoutNanoseconds: nanoseconds - now) }
    }
  }

  /// The moment of the monotonic clock that is `seconds` from now.
  static func moment(in seconds: Double) -> UInt64 {
    MonotonicClock.nanoseconds() + UInt64(seconds * 1e9)
  }
}
