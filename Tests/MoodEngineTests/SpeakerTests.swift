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
    var turns = SpeakerTurns(.standard)
    for _ in 0..<SilenceThresholds.standard.holdHops {
      #expect(turns.advance(.none, isSilent: false) == .none)
    }
    #expect(turns.advance(.started, isSilent: true) == .utteranceEnded)
    let silent = (0..<1000).map { _ in turns.advance(.none, isSilent: true) }
    #expect(silent.indices.filter { silent[$0] != .none } == [430])
    #expect(silent[430] == .speakerGone)
    #expect(turns.advance(.ended, isSilent: false) == .utteranceBegan)
    #expect(AnalysisGrid.seconds(hops: SpeakerTurns.longestPauseHops) >= 10)
    #expect(AnalysisGrid.seconds(hops: SpeakerTurns.longestPauseHops - 1) < 10)
  }

  /// A stream that begins quietly has said nothing when its first silence is told.
  @Test func aLeadInIsNoUtterance() {
    var silence = SilenceDetector(.standard)
    var turns = SpeakerTurns(.standard)
    func changes(_ hops: Int, loudnessLUFS: Float) -> [SpeakerTurns.Change] {
      (0..<hops).map { _ in
        let change = silence.advance(loudnessLUFS: loudnessLUFS)
        return turns.advance(change, isSilent: silence.isSilent)
      }.filter { $0 != .none }
    }
    #expect(changes(300, loudnessLUFS: -70) == [.nothingHeard])
    #expect(changes(1, loudnessLUFS: -20) == [.utteranceBegan])
    // One hop of sound is one.
    #expect(changes(300, loudnessLUFS: -70) == [.utteranceEnded])
  }

  /// Sounds that are quiet enough to be silence, and a gap of a live source amid them, teach nothing of a speaker.
  @Test func neitherALeadInNorASilenceCutByAGapIsLearned() throws {
    func estimate(hearing quiet: Float) throws -> EmotionEstimate? {
      var file = try TestModel.speechFile()
      var metadata = file.metadata
      metadata.gate = nil
      metadata.schemaHash = metadata.columnsHash
      file = try ModelFile(metadata: metadata, tensors: file.tensors)
      var analyzer = try Analyzer(model: EmotionModel(file), adaptsToSpeaker: true)
      let queue = EstimateQueue.make(count: 1 << 12)
      var producer = queue.producer
      var consumer = queue.consumer
      var last: EmotionEstimate?
      func hear(_ samples: [Float], gain: Float) {
        for start in stride(from: 0, to: samples.count - 511, by: 512) {
          analyzer.advance(samples[start..<start + 512].map { $0 * gain }, into: &producer)
          while let record = consumer.pop() {
            if case .estimate(let estimate) = record { last = estimate }
          }
        }
      }
      // Four seconds twice, with a gap of six: too little for the speaker to be forgotten.
      hear(voice(2), gain: quiet)
      for gap in 1...2 {
        while analyzer.settleNext(into: &producer) {}
        while consumer.pop() != nil {}
        analyzer.restart(atSample: Int64(gap * 10 * second))
        hear(voice(2 / gap), gain: gap == 1 ? quiet : 1)
      }
      return last
    }
    let one = try #require(try estimate(hearing: 1e-5))
    let other = try #require(try estimate(hearing: 0))
    #expect(one.isSilent == false && one.sampleTime == other.sampleTime)
    #expect(difference(one, other) < 1e-5)
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
