import Glibc
import MoodTestSupport
import Testing

@testable import MoodRealtime

/// What the system may grant or refuse; either is right, and told.
@Suite struct PrivilegeTests {
  @Test func aRaisedThreadRunsBeforeOthersOrTheRefusalIsTold() {
    let wake = WakeSignal()
    let ticket = wake.ticket()
    let thread = RealtimeThread(name: "raised") { wake.wait(ticket) }
    let refusal = thread.raise(toPriority: 2)
    #expect(refusal == nil ? thread.policy == SCHED_FIFO : refusal == EPERM && thread.policy == SCHED_OTHER)
    wake.signal()
    thread.join()
  }

  @Test func lockedMemoryStaysUsableOrTheRefusalIsTold() {
    var buffer = SampleBuffer(count: 10_000)
    let refusal = MemoryLock.lock(buffer.base, bytes: buffer.count * 4)
    #expect(refusal == nil || refusal == ENOMEM || refusal == EPERM)
    buffer[9_999] = 1
    let last = buffer[9_999]
    #expect(last == 1)
  }
}
