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
    try sink.settle()
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
    try sink.settle()
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
      try sink.settle()
    }
    #expect(broken.estimates.count == 3)
  }

  @Test func aReplayedStreamOfTheWallClockLosesNothing() throws {
    let slow = RecordingSink { if $0 % 1000 == 0 { pause(milliseconds: 5) } }
    let sink = BackgroundSink(slow, mayLose: false)
    try sink.begin(description(onWallClock: true))
    for hop in 0..<2 * BackgroundSink.capacity { try sink.emit(estimate(hop), features: []) }
    try sink.finish(HandMadeStream.emptyEnd)
    try sink.settle()
    #expect(slow.estimates.count == 2 * BackgroundSink.capacity)
  }

  @Test func nobodyWaitsForAnOutputThatIsLeftOut() throws {
    let gate = Gate()
    weak var written: RecordingSink?
    do {
      let slow = RecordingSink { _ in gate.wait() }
      written = slow
      let sink = BackgroundSink(slow)
      try sink.begin(description(onWallClock: true))
      try sink.emit(estimate(0), features: [])
      sink.abandon()
    }
    gate.open()
    for _ in 0..<1000 where written != nil { pause(milliseconds: 5) }
    #expect(written == nil, "its thread has ended and let go of it")
  }

  @Test func aReaderThatHangsKeepsNoOtherOutputFromItsEnd() throws {
    let gate = Gate()
    let other = RecordingSink()
    let sinks = SinkFanout([
      ("slow", BackgroundSink(RecordingSink { _ in gate.wait() })), ("other", other),
    ])
    sinks.begin(description(onWallClock: true))
    sinks.emit(estimate(0), features: [])
    let finishing = RealtimeThread(name: "finishing") { sinks.finish(HandMadeStream.emptyEnd) }
    for _ in 0..<1000 where other.ends.isEmpty { pause(milliseconds: 5) }
    #expect(other.ends.count == 1)
    gate.open()
    finishing.join()
  }
}
