import MoodCapture
import MoodCore
import MoodEngine
import MoodInference
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

  @Test func clicksAreOnsetsAndBeatsAtTheirOwnTimes() throws {
    let sink = try run(Self.clicks(every: 11_025, seconds: 20))
    let onsets = sink.events.filter { $0.kind.name == "onset" }
    let beats = sink.events.filter { $0.kind.name == "beat" }
    #expect(abs(onsets.count - 39) <= 1)
    #expect(beats.count > 30)
    for event in onsets + beats {
      let distance = (event.sampleTime + 5512) % 11_025 - 5512
      #expect(distance.magnitude < 1000, "\(event.kind) at \(event.seconds) s")
    }
    for beat in beats {
      guard case .beat(let tempoBPM) = beat.kind else { continue }
      #expect(abs(tempoBPM - 120) < 2)
    }
  }

  @Test func blockSizeIsInvisibleInTheRhythm() throws {
    let samples = Self.clicks(every: 9000, seconds: 10)
    let whole = try run(samples).events
    #expect(whole.contains { $0.kind.name == "beat" })
    for frames in [1, 333, 5000] { #expect(try run(samples, framesPerRead: frames).events == whole) }
  }

  @Test func afterALongGapTheRhythmStartsAnew() throws {
    let clicks = Self.clicks(every: 11_025, seconds: 10)
    var analyzer = try Analyzer(model: TestModel.small())
    let queue = EstimateQueue.make(count: 1 << 16)
    var producer = queue.producer
    var consumer = queue.consumer
    func events(from origin: Int64) -> [StreamEvent] {
      for hop in 0..<clicks.count / AnalysisGrid.hopSamples {
        clicks.withUnsafeBufferPointer {
          guard let start = $0.baseAddress else { return }
          analyzer.advance(start + hop * AnalysisGrid.hopSamples, into: &producer)
        }
      }
      var events: [StreamEvent] = []
      while let record = consumer.pop() {
        if case .event(var event) = record {
          event.sampleTime -= origin
          events.append(event)
        }
      }
      return events
    }
    let first = events(from: 0)
    analyzer.restart(atSample: 1_000_000)
    #expect(events(from: 1_000_000) == first)
    #expect(first.contains { $0.kind.name == "beat" })
  }

  /// Whoever went dark at the beginning of a silence waits for its end.
  @Test(arguments: [0, 2]) func aSilenceThatALongGapCutsIsToldOnce(secondsQuietAfterwards: Int) throws {
    var analyzer = try Analyzer(model: TestModel.small())
    let queue = EstimateQueue.make(count: 1 << 12)
    var producer = queue.producer
    var consumer = queue.consumer
    let quiet = [Float](repeating: 0, count: AnalysisGrid.hopSamples)
    let loud = whiteNoise(count: AnalysisGrid.hopSamples)
    for _ in 0..<2 * 43 { analyzer.advance(quiet, into: &producer) }
    analyzer.restart(atSample: 1_000_000)
    for _ in 0..<secondsQuietAfterwards * 43 { analyzer.advance(quiet, into: &producer) }
    for _ in 0..<43 { analyzer.advance(loud, into: &producer) }
    var kinds: [StreamEvent.Kind] = []
    while let record = consumer.pop() {
      if case .event(let event) = record, event.kind.isOfSilence { kinds.append(event.kind) }
    }
    #expect(kinds == [.silenceStart, .silenceEnd])
  }

  /// Short clicks over faint noise, the first after one distance.
  private static func clicks(every distance: Int, seconds: Int) -> [Float] {
    let noise = whiteNoise(count: seconds * AnalysisGrid.sampleRateHz, amplitude: 0.002)
    return noise.enumerated().map { index, noise in
      let age = index % distance
      guard index >= distance, age < 400 else { return noise }
      return noise + (age % 16 < 8 ? 0.4 : -0.4) * Float(400 - age) / 400
    }
  }

  private func run(
    _ samples: [Float], framesPerRead: Int = .max, silence: SilenceThresholds = .standard
  ) throws -> RecordingSink {
    let sink = RecordingSink()
    let source = ArraySource(
      samples, rateHz: AnalysisGrid.sampleRateHz, channels: 1, framesPerRead: framesPerRead)
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
