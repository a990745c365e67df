internal import MoodRealtime
internal import Synchronization

/// A call of libjack that waits for the server, for ever where the server is frozen: it is made on a thread of its own,
/// and given up after two seconds.
final class JACKCall: Sendable {
  /// What a call comes to.
  enum Answer: Sendable {
    case came(JACKHandle?)
    case late
  }

  private enum Phase: UInt8, AtomicRepresentable { case waiting, answered, givenUp }

  private static let patienceNanoseconds: UInt64 = 2_000_000_000
  /// Calls that have not returned.
  private static let underWay = Atomic<Int>(0)

  private let phase = Atomic<Phase>(.waiting)
  private let answer = Mutex<JACKHandle?>(nil)
  private let signal = WakeSignal()

  private init() {}

  /// Whether a call that was given up still waits: libjack makes one at a time, so that the next would wait too.
  static var isAnyUnderWay: Bool { underWay.load(ordering: .acquiring) > 0 }

  /// Makes a call and waits for it, but not for ever.
  /// - Parameter late: what is done with the answer of a call that was given up.
  static func make(
    _ body: @escaping @Sendable () -> JACKHandle?, late: @escaping @Sendable (JACKHandle?) -> Void = { _ in }
  ) -> Answer {
    let call = JACKCall()
    underWay.add(1, ordering: .acquiringAndReleasing)
    RealtimeThread(name: "mr-jack") {
      let handle = body()
      call.answer.withLock { $0 = handle }
      let exchange = call.phase.compareExchange(
        expected: .waiting, desired: .answered, ordering: .acquiringAndReleasing)
      if !exchange.exchanged { late(handle) }
      underWay.subtract(1, ordering: .acquiringAndReleasing)
      call.signal.signal()
    }.detach()
    return call.wait()
  }

  private func wait() -> Answer {
    let end = MonotonicClock.nanoseconds() + Self.patienceNanoseconds
    while true {
      let ticket = signal.ticket()
      if phase.load(ordering: .acquiring) == .answered { break }
      let now = MonotonicClock.nanoseconds()
      if now < end {
        signal.wait(ticket, timeoutNanoseconds: end - now)
      } else if phase.compareExchange(
        expected: .waiting, desired: .givenUp, ordering: .acquiringAndReleasing
      ).exchanged {
        return .late
      }
    }
    return .came(answer.withLock { $0 })
  }
}

/// A client of libjack, whose calls may be made on any thread.
struct JACKHandle: @unchecked Sendable {
  let pointer: OpaquePointer
}
