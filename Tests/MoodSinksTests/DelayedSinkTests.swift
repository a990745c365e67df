import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodSinks

@Suite struct DelayedSinkTests {
  @Test func nothingLeavesBeforeItsTimeAndAllLeavesWithinAHop() throws {
    let kept = RecordingSink()
    let delay: Int64 = 22_050 / 4
    let sink = DelayedSink(kept, delaySamples: delay)
    try sink.begin(HandMadeStream.description())
    for hop in 1...200 as ClosedRange<Int64> {
      try sink.emit(HandMadeStream.estimate(hop: hop), features: [Float(hop)])
      let due = (1...hop).filter { $0 * 512 + delay <= hop * 512 }
      #expect(kept.estimates.map(\.sampleTime) == due.map { $0 * 512 })
    }
    try sink.finish(HandMadeStream.liveEnd)
    #expect(kept.estimates.map(\.sampleTime) == (1...200).map { $0 * 512 })
    #expect(kept.features == (1...200).map { [Float($0)] })
    #expect(kept.ends == [HandMadeStream.liveEnd])
  }

  /// The settled estimate of a moment is known later than that of now, and both wait equally long.
  @Test func theOrderStaysWhateverIsSent() throws {
    var random = SplitMix64(seed: 5)
    let (plain, delayed) = (RecordingSink(), RecordingSink())
    let sink = DelayedSink(delayed, delaySamples: 3000)
    for _ in 0..<20 {
      for sink in [plain, sink] as [any EmotionSink] { try sink.begin(HandMadeStream.description()) }
      for hop in 1...100 as ClosedRange<Int64> {
        for stage in EstimateStage.allCases {
          let estimate = HandMadeStream.estimate(stage, hop: hop + (stage == .now ? 48 : 0))
          switch Int.random(in: 0...3, using: &random) {
          case 0: try sink.advance(to: estimate.knownAtSample)
          case 1:
            let event = HandMadeStream.events.randomElement(using: &random)!
            plain.emit(event)
            try sink.emit(event)
          default:
            try plain.emit(estimate, features: [])
            try sink.emit(estimate, features: [])
          }
        }
      }
      for sink in [plain, sink] as [any EmotionSink] { try sink.finish(HandMadeStream.liveEnd) }
    }
    #expect(plain.estimates == delayed.estimates)
    #expect(plain.events == delayed.events)
  }

  @Test func theClockAloneLetsThingsLeave() throws {
    let kept = RecordingSink()
    let sink = DelayedSink(kept, delaySamples: 1000)
    try sink.begin(HandMadeStream.description())
    try sink.emit(HandMadeStream.estimate(hop: 1), features: [])
    try sink.advance(to: 512 + 999)
    #expect(kept.estimates.isEmpty)
    try sink.advance(to: 512 + 1000)
    #expect(kept.estimates.count == 1)
  }

  @Test func aFileIsTheSameToTheByte() throws {
    let folder = try ScratchFolder()
    let paths = ["plain", "late"].map { "\(folder.path)/\($0)" }
    for (path, options) in zip(paths, ["", "&delay=2.5"]) {
      try checkEmotionSink { try SinkSpecification("ndjson:\(path)?rate=hop\(options)").open() }
      let sink = try SinkSpecification("ndjson:\(path)?rate=10\(options)").open()
      try sink.begin(HandMadeStream.description())
      for hop in 1...400 as ClosedRange<Int64> {
        for stage in EstimateStage.allCases { try sink.emit(HandMadeStream.estimate(stage, hop: hop)) }
      }
      try sink.finish(HandMadeStream.liveEnd)
    }
    #expect(try Data(contentsOf: URL(filePath: paths[0])) == Data(contentsOf: URL(filePath: paths[1])))
  }
}
