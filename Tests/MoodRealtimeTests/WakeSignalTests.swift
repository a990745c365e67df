import MoodRealtime
import Synchronization
import Testing

@Suite struct WakeSignalTests {
  @Test func aSignalBetweenTicketAndWaitIsNotLost() {
    let signal = WakeSignal()
    let ticket = signal.ticket()
    signal.signal()
    signal.wait(ticket)
  }

  @Test func aTimeoutEndsAWaitThatNobodySignals() {
    let signal = WakeSignal()
    signal.wait(signal.ticket(), timeoutNanoseconds: 1_000_000)
  }

  @Test func twoThreadsTakeTurnsAThousandTimes() {
    let table = Table()
    let thread = RealtimeThread(name: "partner") {
      for round in 0..<1000 { table.take(turn: 2 * round + 1) }
    }
    for round in 0..<1000 { table.take(turn: 2 * round) }
    thread.join()
    #expect(table.turn.load(ordering: .relaxed) == 2000)
  }

  /// A turn that two threads hand back and forth.
  private final class Table: Sendable {
    let turn = Atomic<Int>(0)
    let signal = WakeSignal()

    func take(turn mine: Int) {
      while true {
        let ticket = signal.ticket()
        if turn.load(ordering: .acquiring) == mine { break }
        signal.wait(ticket)
      }
      turn.store(mine + 1, ordering: .releasing)
      signal.signal()
    }
  }
}
