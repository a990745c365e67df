import MoodCore
import MoodRealtime
import MoodTestSupport
import Synchronization
import Testing

@testable import MoodSinks

@Suite struct BackgroundSinkTests {
  /// A reader that reads when it is told to.
  private final class Gate: Sendable {
    private let isOpen = Atomic<Bool>(false)

    func open() { isOpen.store(true, ordering: .releasing) }

    func wait() { while !isOpen.load(ordering: .acquiring) { pause(milliseconds: 1) } }
  }

  private func description(onWallClock: Bool) -> StreamDescription {
    HandMadeStream.description(started: onWallClock ? "2026-01-31T20:15:00Z" : nil)
  }

  private func estimate(_ hop: Int) -> EmotionEstimate { HandMadeStream.estimate(hop: Int64(hop + 1)) }

  @Test func itConforms() throws {
    try checkEmotionSink { BackgroundSink(RecordingSink()) }
  }

  @Test func aSlowReaderCostsALiveStreamItsOwnEstimatesAndNobodyTime() throws {
    let gate = Gate()
    let slow = RecordingSink { _ in gate.wait() }
    let sink = BackgroundSink(slow)
    let count = 3 * BackgroundSink.capacity
    try sink.begin(description(onWallClock: true))
    for hop in 0..<count { try sink.emit(estimate(hop), features: []) }
    try sink.emit(StreamEvent(.gap(samples: 7, .lost), sampleTime: 9))
    gate.open()
    try sink.finish(HandMadeStream.emptyEnd)
    let lost = Int64(count - slow.estimates.count)
    // The record of the beginning may stand among them.
    #expect(lost > 0 && slow.estimates.count >= BackgroundSink.capacity - 1)
    #expect(slow.ends.map(\.droppedEstimates) == [lost])
    #expect(slow.events.map(\.kind) == [.gap(samples: 7, .lost)], "what tells of a loss is told")
    #expect(sink.notices == ["\(lost) estimates were lost: a reader was too slow"])
  }

  @Test func aStreamThatCanWaitLosesNothing() throws {
    let slow = RecordingSink { if $0 % 1000 == 0 { pause(milliseconds: 5) } }
    let sink = BackgroundSink(slow)
    let count = 4 * BackgroundSink.capacity
    try sink.begin(description(onWallClock: false))
    for hop in 0..<count { try sink.emit(estimate(hop), features: []) }
    try sink.finish(HandMadeStream.emptyEnd)
    #expect(slow.estimates.map(\.sampleTime) == (0..<count).map { estimate($0).sampleTime })
    #expect(slow.ends.map(\.droppedEstimates) == [0])
  }

  @Test func anErrorComesToLightWithALaterCall() throws {
    let broken = RecordingSink { if $0 == 3 { throw SinkError.closed } }
    let sink = BackgroundSink(broken)
    try sink.begin(description(onWallClock: false))
    #expect(throws: SinkError.closed) {
      for hop in 0..<10 * BackgroundSink.capacity { try sink.emit(estimate(hop), features: []) }
      try sink.finish(HandMadeStream.emptyEnd)
    }
    #expect(broken.estimates.count == 3)
  }
}
