import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodSinks

@Suite struct SinkFanoutTests {
  /// Counts its calls and throws at the wanted one.
  private final class CountingSink: EmotionSink {
    private(set) var calls = 0
    private let failingCall: Int?
    private let error: SinkError

    init(failingCall: Int? = nil, error: SinkError = .closed) {
      self.failingCall = failingCall
      self.error = error
    }

    func begin(_ description: StreamDescription) throws { try count() }
    func emit(_ estimate: EmotionEstimate, features: [Float]) throws { try count() }
    func emit(_ event: StreamEvent) throws { try count() }
    func emit(_ event: DeviceEvent) throws { try count() }
    func finish(_ end: StreamEnd) throws { try count() }

    private func count() throws {
      calls += 1
      if calls == failingCall { throw error }
    }
  }

  /// A stream of 106 calls.
  private func run(_ fanout: SinkFanout) {
    fanout.begin(HandMadeStream.description())
    for hop in 1...93 as ClosedRange<Int64> { fanout.emit(HandMadeStream.estimate(hop: hop)) }
    for event in HandMadeStream.events { fanout.emit(event) }
    for event in HandMadeStream.deviceEvents { fanout.emit(event) }
    fanout.finish(HandMadeStream.liveEnd)
  }

  @Test(arguments: [1, 2, 100, 106])
  func aFailureStopsItsOwnSinkAlone(failingCall: Int) {
    let error = SinkError.cannotWrite(output: "bad", code: EIO)
    let good = CountingSink()
    let bad = CountingSink(failingCall: failingCall, error: error)
    let last = CountingSink()
    let fanout = SinkFanout([("good", good), ("bad", bad), ("last", last)])
    run(fanout)
    #expect((good.calls, bad.calls, last.calls) == (106, failingCall, 106))
    #expect(fanout.failures.map(\.name) == ["bad"])
    #expect(fanout.failures.first?.error as? SinkError == error)
    #expect(
      fanout.failures.first?.description
        == "the output bad has ended: cannot write to bad: Input/output error")
    #expect(!fanout.allClosed)
  }

  @Test func aReaderThatHasGoneIsNoFailure() {
    let sink = CountingSink(failingCall: 3)
    let fanout = SinkFanout([("ndjson:-", sink)])
    run(fanout)
    #expect(sink.calls == 3)
    #expect(fanout.failures.isEmpty)
    #expect(fanout.allClosed)
  }

  @Test func nobodyToHearIsNotEverybodyGone() {
    let fanout = SinkFanout([])
    run(fanout)
    #expect(!fanout.allClosed)
  }

  @Test func aFullDiskLeavesTheOtherFileWhole() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "moodring-\(UUID().uuidString)").path
    defer { unlink(path) }
    let names = ["ndjson:/dev/full", "ndjson:\(path)?rate=hop"]
    let fanout = SinkFanout(try names.map { ($0, try SinkSpecification($0).open()) })
    run(fanout)
    #expect(fanout.failures.map(\.name) == ["ndjson:/dev/full"])
    #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count == 106)
  }
}
