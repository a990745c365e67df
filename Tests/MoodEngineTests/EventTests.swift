import MoodCapture
import MoodCore
import MoodEngine
import MoodSinks
import MoodTestSupport
import Testing

@Suite struct EventTests {
  @Test func lastingSilenceIsToldAndMarksItsEstimates() throws {
    let second = AnalysisGrid.sampleRateHz
    let noise = (0..<3 * second).map { FakeSource.sample(at: $0) + 0.05 * ($0 % 2 == 0 ? 1 : -1) }
    let sink = try run(noise + [Float](repeating: 0, count: 4 * second) + noise)
    #expect(sink.events.map(\.kind).filter(\.isOfSilence) == [.silenceStart, .silenceEnd])
    let times = sink.events.filter(\.kind.isOfSilence).map(\.seconds)
    // One second of quiet, and the 400 ms over which loudness is measured.
    #expect(times[0] > 4 && times[0] < 4.8)
    #expect(times[1] > 7 && times[1] < 7.5)
    for estimate in sink.estimates {
      #expect(estimate.isSilent == (estimate.seconds >= times[0] && estimate.seconds < times[1]))
    }
  }

  @Test func aShortPauseIsNoSilence() throws {
    let second = AnalysisGrid.sampleRateHz
    let noise = (0..<2 * second).map { FakeSource.sample(at: $0) + 0.05 * ($0 % 2 == 0 ? 1 : -1) }
    let sink = try run(noise + [Float](repeating: 0, count: second / 2) + noise)
    #expect(sink.events.map(\.kind).filter(\.isOfSilence).isEmpty)
  }

  @Test func theThresholdsOfSilenceAreOnesToChoose() throws {
    let second = AnalysisGrid.sampleRateHz
    let noise = (0..<2 * second).map { FakeSource.sample(at: $0) + 0.05 * ($0 % 2 == 0 ? 1 : -1) }
    let pause = noise + [Float](repeating: 0, count: 2 * second) + noise
    func silences(_ thresholds: SilenceThresholds) throws -> [Double] {
      try run(pause, silence: thresholds).events.filter(\.kind.isOfSilence).map(\.seconds)
    }
    let standard = try silences(.standard)
    let quick = try silences(SilenceThresholds(enterLUFS: -60, leaveLUFS: -55, holdSeconds: 0.5))
    #expect(standard.count == 2 && quick.count == 2)
    #expect(abs(standard[0] - quick[0] - 0.5) < 0.03)
    #expect(standard[1] == quick[1])
    // Everything is under 0 LUFS, and nothing under the floor.
    let always = try silences(SilenceThresholds(enterLUFS: 0, leaveLUFS: 0, holdSeconds: 0))
    #expect(always == [AnalysisGrid.seconds(hops: 1)])
    #expect(try silences(SilenceThresholds(enterLUFS: -70, leaveLUFS: -70, holdSeconds: 0)).isEmpty)
  }

  @Test func confidenceGrowsWithWhatWasHeardAndFallsInSilence() throws {
    let second = AnalysisGrid.sampleRateHz
    let noise = (0..<6 * second).map { FakeSource.sample(at: $0) + 0.05 * ($0 % 2 == 0 ? 1 : -1) }
    let sink = try run(noise + [Float](repeating: 0, count: 4 * second))
    let estimates = sink.estimates.filter { $0.stage == .now }
    func share(_ estimate: EmotionEstimate) -> Float { estimate.confidence / estimate.quadrants.max() }
    #expect(share(estimates[0]) < 0.05)
    #expect(share(estimates[5 * second / 512]) > 0.6)
    #expect(share(estimates[estimates.count - 1]) < 0.1)
    #expect(sink.estimates.allSatisfy { $0.confidence >= 0 && $0.confidence <= 1 })
  }

  private func run(_ samples: [Float], silence: SilenceThresholds = .standard) throws -> RecordingSink {
    let sink = RecordingSink()
    let source = ArraySource(samples, rateHz: AnalysisGrid.sampleRateHz, channels: 1)
    let engine = try Engine(
      stream: MonoStream(source: source, channel: .mix), model: TestModel.small(),
      sinks: SinkFanout([("test", sink)]), name: "main", program: "test", source: "array", isPaced: false,
      started: nil, silence: silence)
    _ = engine.run()
    return sink
  }
}

extension StreamEvent.Kind {
  fileprivate var isOfSilence: Bool { self == .silenceStart || self == .silenceEnd }
}
