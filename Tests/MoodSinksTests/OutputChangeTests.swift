import MoodCore
import MoodTestSupport
import Testing

@testable import MoodSinks

@Suite struct OutputChangeTests {
  private func emit(_ hops: ClosedRange<Int64>, to fanout: SinkFanout) {
    for hop in hops { fanout.emit(HandMadeStream.estimate(hop: hop), features: []) }
  }

  @Test func whatIsKeptMissesNothingAndWhatComesBegins() {
    let (kept, gone, new) = (RecordingSink(), RecordingSink(), RecordingSink())
    let fanout = SinkFanout([("kept", kept), ("gone", gone)])
    fanout.begin(HandMadeStream.description())
    emit(1...10, to: fanout)
    fanout.post(OutputChange(outputs: [.opened(name: "new", new), .kept(0)], minimumConfidence: 0.3))
    #expect(kept.events.isEmpty, "not before whoever emits has looked")
    #expect(fanout.applyChanges(at: 5120)?.minimumConfidence == 0.3)
    #expect(fanout.applyChanges(at: 5120) == nil)
    emit(11...20, to: fanout)
    fanout.finish(HandMadeStream.liveEnd)
    #expect(kept.estimates.count == 20 && kept.descriptions.count == 1 && kept.ends.count == 1)
    #expect(gone.estimates.count == 10 && gone.ends.isEmpty)
    #expect(new.estimates.count == 10 && new.descriptions == kept.descriptions && new.ends.count == 1)
    let reload = [StreamEvent(.reload, sampleTime: 5120)]
    #expect(kept.events == reload && gone.events == reload && new.events.isEmpty)
  }

  @Test func changesThatCameTogetherAreMadeInTheirOrder() {
    let sinks = (0..<4).map { _ in RecordingSink() }
    let fanout = SinkFanout([("0", sinks[0])])
    fanout.begin(HandMadeStream.description())
    fanout.post(OutputChange(outputs: [.opened(name: "1", sinks[1]), .kept(0)]))
    fanout.post(OutputChange(outputs: [.kept(1), .opened(name: "2", sinks[2])]))
    fanout.applyChanges(at: 0)
    emit(1...1, to: fanout)
    #expect(sinks[..<3].map(\.estimates.count) == [1, 0, 1])
  }

  @Test func betweenStreamsNothingIsToldAndTheNextBeginsForAll() {
    let (kept, new) = (RecordingSink(), RecordingSink())
    let fanout = SinkFanout([("kept", kept)])
    fanout.post(OutputChange(outputs: [.kept(0), .opened(name: "new", new)]))
    fanout.applyChanges(at: 0)
    fanout.begin(HandMadeStream.description())
    #expect(kept.events.isEmpty && new.descriptions.count == 1 && kept.descriptions.count == 1)
  }

  @Test func anOutputThatCannotBeginIsAFailureOfItsOwn() throws {
    let kept = RecordingSink()
    let fanout = SinkFanout([("kept", kept)])
    fanout.begin(HandMadeStream.description())
    let full = try SinkSpecification("ndjson:/dev/full").open()
    fanout.post(OutputChange(outputs: [.kept(0), .opened(name: "full", full)]))
    fanout.applyChanges(at: 0)
    emit(1...3, to: fanout)
    #expect(fanout.failures.map(\.name) == ["full"])
    #expect(kept.estimates.count == 3)
  }

  @Test func whatIsKeptIsAdjusted() {
    let kept = RecordingSink()
    let fanout = SinkFanout([("kept", kept)])
    let hold = Box()
    fanout.post(OutputChange(outputs: [.kept(0)], adjusting: { hold.seen = $0 === kept }))
    fanout.applyChanges(at: 0)
    #expect(hold.seen)
  }

  private final class Box: @unchecked Sendable { var seen = false }
}
