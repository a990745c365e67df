import MoodCapture
import MoodCore
import MoodSinks
import MoodTestSupport
import Testing

@testable import MoodEngine

@Suite struct ShapingSinkTests {
  private static let shaping = EstimateShaping(
    smoothing: .oneEuro(minimumCutoffHz: 0.5, beta: 0.5, derivativeCutoffHz: 1), quadrantMargin: 0.05,
    quadrantDwellSeconds: 0.2, silence: .decay(timeConstantSeconds: 1))

  private func run(blockFrames: Int) throws -> RecordingSink {
    let sink = RecordingSink()
    let source = FakeSource(totalFrames: 60_000, rateHz: 44_100, channels: 2)
    _ = try Engine(
      stream: MonoStream(source: source, channel: .mix, blockFrames: blockFrames), model: TestModel.small(),
      sinks: SinkFanout([("test", ShapingSink(sink, Self.shaping))]), name: "main", program: "test",
      source: "fake", isPaced: false, started: nil
    ).run()
    return sink
  }

  @Test func blockSizeIsInvisibleAndTwoRunsAreAlike() throws {
    let whole = try run(blockFrames: 1024)
    #expect(whole.estimates.count > 80)
    for blockFrames in [1, 77, 4096, 1024] {
      #expect(try run(blockFrames: blockFrames).estimates == whole.estimates)
    }
  }

  @Test func itConforms() throws {
    try checkEmotionSink {
      ShapingSink(try SinkSpecification("ndjson:/dev/null?rate=hop").open(), Self.shaping)
    }
  }

  @Test func stagesAreShapedEachByItself() throws {
    let both = RecordingSink()
    let sink = ShapingSink(both, Self.shaping)
    var (now, settled) = (EstimateShaper(Self.shaping), EstimateShaper(Self.shaping))
    try sink.begin(HandMadeStream.description())
    for hop in 1...100 as ClosedRange<Int64> {
      for stage in EstimateStage.allCases {
        var estimate = HandMadeStream.estimate(stage, hop: hop)
        estimate.affect.valence = stage == .now ? Float(hop) / 100 : -Float(hop) / 100
        try sink.emit(estimate, features: [])
        let expected = stage == .now ? now.shape(estimate) : settled.shape(estimate)
        #expect(both.estimates.last == expected)
      }
    }
  }

  @Test func aNewStreamBeginsAnew() throws {
    let recorded = RecordingSink()
    let sink = ShapingSink(recorded, Self.shaping)
    for _ in 0..<2 {
      try sink.begin(HandMadeStream.description())
      for hop in 1...50 as ClosedRange<Int64> {
        var estimate = HandMadeStream.estimate(hop: hop)
        estimate.affect.arousal = Float(hop % 7) / 7
        try sink.emit(estimate, features: [])
      }
      try sink.finish(HandMadeStream.liveEnd)
    }
    #expect(Array(recorded.estimates[..<50]) == Array(recorded.estimates[50...]))
  }

  @Test func aChangeOfMindIsNoJump() throws {
    let recorded = RecordingSink()
    let sink = ShapingSink(recorded, Self.shaping)
    try sink.begin(HandMadeStream.description())
    for hop in 1...200 as ClosedRange<Int64> {
      var estimate = HandMadeStream.estimate(hop: hop)
      estimate.affect.valence = hop % 2 == 0 ? 0.3 : -0.3
      if hop == 100 {
        sink.change(to: .standard)
      }
      try sink.emit(estimate, features: [])
    }
    let valences = recorded.estimates.map(\.affect.valence)
    #expect(abs(valences[99] - valences[98]) < 0.05)
  }
}
