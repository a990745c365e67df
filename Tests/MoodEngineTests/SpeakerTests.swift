import MoodCapture
import MoodCore
import MoodInference
import MoodSinks
import MoodTestSupport
import Testing

@testable import MoodEngine

@Suite struct SpeakerTests {
  private let second = AnalysisGrid.sampleRateHz

  @Test func silenceEndsAnUtteranceAndALongOneASpeaker() {
    var turns = SpeakerTurns()
    #expect(turns.advance(.none, isSilent: false) == .none)
    #expect(turns.advance(.started, isSilent: true) == .utteranceEnded)
    let silent = (0..<1000).map { _ in turns.advance(.none, isSilent: true) }
    #expect(silent.indices.filter { silent[$0] != .none } == [430])
    #expect(silent[430] == .speakerGone)
    #expect(turns.advance(.ended, isSilent: false) == .utteranceBegan)
    #expect(AnalysisGrid.seconds(hops: SpeakerTurns.longestPauseHops) >= 10)
    #expect(AnalysisGrid.seconds(hops: SpeakerTurns.longestPauseHops - 1) < 10)
  }

  @Test func theFirstUtteranceIsHeardAsWithoutTheOption() throws {
    let utterance = voice(0)
    #expect(try run(utterance, adapts: true) == run(utterance, adapts: false))
  }

  @Test func whatIsUsualForTheSpeakerChangesWhatFollows() throws {
    let two = voice(0) + silence(seconds: 3) + voice(1)
    let plain = try run(two, adapts: false)
    let adapted = try run(two, adapts: true)
    let first = 2 * second
    func until(_ estimates: [EmotionEstimate]) -> [EmotionEstimate] {
      estimates.filter { $0.sampleTime < Int64(first) && $0.stage == .now }
    }
    #expect(until(adapted) == until(plain))
    #expect(adapted.last != plain.last)
  }

  /// A pause of eleven seconds of silence takes the speaker away, one of five does not.
  @Test func aSpeakerIsForgottenAfterTenSecondsOfSilence() throws {
    func last(pause seconds: Int, first: Int) throws -> EmotionEstimate? {
      try run(voice(first) + silence(seconds: seconds) + voice(1), adapts: true).last
    }
    // What is left of the first voice in the recurrent state after so long a silence is next to nothing.
    let short = try #require(try last(pause: 5, first: 0))
    let otherShort = try #require(try last(pause: 5, first: 2))
    let long = try #require(try last(pause: 13, first: 0))
    let otherLong = try #require(try last(pause: 13, first: 2))
    #expect(difference(long, otherLong) < 1e-4)
    #expect(difference(short, otherShort) > 10 * difference(long, otherLong))
  }

  private func difference(_ a: EmotionEstimate, _ b: EmotionEstimate) -> Float {
    (0..<3).map { abs(a.emotions[$0] - b.emotions[$0]) }.max() ?? 0
  }

  /// Four seconds of something that sounds different for each number.
  private func voice(_ number: Int) -> [Float] {
    (0..<4 * second).map { sample in
      let part = Float(sample % (60 + 50 * number)) / Float(60 + 50 * number) - 0.5
      return 0.4 * part + Float(number) * 0.2 * (FakeSource.sample(at: sample) - 0.5)
    }
  }

  private func silence(seconds: Int) -> [Float] { [Float](repeating: 0, count: seconds * second) }

  private func run(_ samples: [Float], adapts: Bool) throws -> [EmotionEstimate] {
    let sink = RecordingSink()
    let stream = try MonoStream(
      source: ArraySource(samples, rateHz: second), channel: .mix, blockFrames: 1024)
    _ = try Engine(
      stream: stream, model: TestModel.speech(), sinks: SinkFanout([("test", sink)]), name: "main",
      program: "test", source: "array", isPaced: false, started: nil, adaptsToSpeaker: adapts
    ).run()
    return sink.estimates
  }
}

@Suite struct MinimumConfidenceTests {
  @Test func whatIsLessSureIsCountedAndNotSent() throws {
    let all = try run(minimum: 0)
    #expect(all.ends[0].withheldEstimates == nil)
    let limit = all.estimates.map(\.confidence).sorted()[all.estimates.count / 2]
    let sure = try run(minimum: limit)
    #expect(sure.estimates == all.estimates.filter { $0.confidence >= limit })
    #expect(sure.ends[0].withheldEstimates == Int64(all.estimates.count - sure.estimates.count))
    #expect(sure.events == all.events)
    #expect(sure.descriptions == all.descriptions)
    #expect(sure.ends[0].summary == all.ends[0].summary)
    #expect(try run(minimum: 1).estimates.isEmpty)
  }

  private func run(minimum: Float) throws -> RecordingSink {
    let sink = RecordingSink()
    let stream = try MonoStream(source: FakeSource(totalFrames: 80_000), channel: .mix, blockFrames: 1024)
    let outcome = try Engine(
      stream: stream, model: TestModel.small(), sinks: SinkFanout([("test", sink)]), name: "main",
      program: "test", source: "fake", isPaced: false, started: nil, minimumConfidence: minimum
    ).run()
    #expect(outcome.end == sink.ends[0])
    return sink
  }
}
