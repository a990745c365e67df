import CRealtime
import Synchronization

/// Lets one thread sleep until another has something for it; no signal is ever lost.
///
/// The sleeping side takes a `ticket`, looks once more whether there is something to do, and then calls
/// `wait(_:timeoutNanoseconds:)`, which returns at once if a signal came since the ticket was taken.
/// Signalling costs two atomic operations, and a system call only while the other side sleeps.
/// Tests/Models/wake.pml is the model of it that `make prove` verifies: who changes one changes both.
package final class WakeSignal: Sendable {
  /// The signalling side, free of reference counting so that the hop may hold it. The `WakeSignal` outlives it.
  package struct Waker: @unchecked Sendable {
    fileprivate let state: UnsafeMutablePointer<State>

    /// Wakes the sleeping side, now or at its next `wait`. Any thread; never waits.
    @_noAllocation @_noLocks
    package func signal() {
      state.pointee.signals.add(1, ordering: .sequentiallyConsistent)
      if state.pointee.sleepers.load(ordering: .sequentiallyConsistent) > 0 {
        mr_wake_word(state.watchedWord)
      }
    }
  }

  /// What had been signalled when the ticket was taken.
  package struct Ticket: Sendable {
    fileprivate let signals: UInt32
  }

  /// The count of signals comes first: the kernel watches its address.
  fileprivate struct State: ~Copyable {
    let signals = Atomic<UInt32>(0)
    let sleepers = Atomic<UInt32>(0)
  }

  package let waker: Waker

  package init() {
    let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
    state.initialize(to: State())
    waker = Waker(state: state)
  }

  deinit {
    waker.state.deinitialize(count: 1)
    waker.state.deallocate()
  }

  /// Wakes the sleeping side, now or at its next `wait`. Any thread; never waits.
  package func signal() { waker.signal() }

  /// What to hand to `wait` after having looked for work.
  package func ticket() -> Ticket {
    Ticket(signals: waker.state.pointee.signals.load(ordering: .sequentiallyConsistent))
  }

  /// Sleeps until something was signalled after `ticket` was taken, or until the time is over (0: no limit).
  /// May return early: look again.
  package func wait(_ ticket: Ticket, timeoutNanoseconds: UInt64 = 0) {
    waker.state.pointee.sleepers.add(1, ordering: .sequentiallyConsistent)
    mr_wait_word(waker.state.watchedWord, ticket.signals, timeoutNanoseconds)
    waker.state.pointee.sleepers.subtract(1, ordering: .sequentiallyConsistent)
  }
}

extension UnsafeMutablePointer where Pointee == WakeSignal.State {
  fileprivate var watchedWord: UnsafePointer<UInt32> {
    @_noAllocation @_noLocks
    get { UnsafePointer(UnsafeRawPointer(self).assumingMemoryBound(to: UInt32.self)) }
  }
}
