import MoodCapture
import MoodCore
import MoodEngine
import MoodInference
import MoodSinks
import MoodTestSupport
import Synchronization
import Testing

@Suite struct EngineTests {
  @Test(arguments: [1, 7, 512, 4096, 100_000])
  func blockSizeIsInvisible(blockFrames: Int) throws {
    let whole = try run(FakeSource(totalFrames: 60_000, rateHz: 44_100, channels: 2))
    let blocks = try run(
      FakeSource(totalFrames: 60_000, rateHz: 44_100, channels: 2), blockFrames: blockFrames)
    #expect(blocks.estimates == whole.estimates)
    #expect(blocks.events == whole.events)
    #expect(blocks.ends == whole.ends)
  }

  @Test func everyHopIsEstimatedTwiceAndNothingIsLost() throws {
    let sink = try run(FakeSource(totalFrames: 100_000))
    let hops = 100_000 / AnalysisGrid.hopSamples
    let times = (1...hops).map { Int64($0 * AnalysisGrid.hopSamples) }
    #expect(sink.estimates.filter { $0.stage == .now }.map(\.sampleTime) == times)
    #expect(sink.estimates.filter { $0.stage == .settled }.map(\.sampleTime) == times)
    #expect(sink.ends.count == 1)
    #expect(sink.ends[0].samples == 100_000)
    #expect(sink.ends[0].hops == Int64(hops))
    #expect(sink.ends[0].droppedSamples == 0)
    #expect(sink.ends[0].droppedEstimates == 0)
  }

  @Test func theThreadsGiveWhatTheLibraryGives() throws {
    let sink = try run(FakeSource(totalFrames: 50_000))
    let samples = (0..<50_000).map(FakeSource.sample(at:))
    let analyzer = try StreamAnalyzer(TestModel.small())
    var estimates = samples[..<20_000].withContiguousStorageIfAvailable { analyzer.feed($0) } ?? []
    estimates += samples[20_000...].withContiguousStorageIfAvailable { analyzer.feed($0) } ?? []
    let (rest, end) = analyzer.finish()
    #expect(estimates + rest == sink.estimates)
    #expect(end == sink.ends[0])
  }

  @Test func outputOfAFileDependsOnTheFileAlone() throws {
    let sink = try run(FakeSource(totalFrames: 10_000))
    #expect(sink.descriptions[0].started == nil)
    #expect(sink.ends[0].latency == nil)
  }

  @Test func aPacedFileTellsItsStartAndItsLatency() throws {
    let sink = try run(FakeSource(totalFrames: 4_000), isPaced: true)
    #expect(sink.descriptions[0].started == "2026-01-01T00:00:00Z")
    #expect(sink.ends[0].latency != nil)
    #expect(sink.ends[0].samples == 4_000)
  }

  @Test func stoppingFinishesTheStream() throws {
    let stop = Mutex<Engine?>(nil)
    let sink = RecordingSink { count in
      if count == 100 { stop.withLock { $0?.stop() } }
    }
    let source = FakeSource(totalFrames: .max / 4)
    let engine = try makeEngine(source, sink: sink)
    stop.withLock { $0 = engine }
    _ = engine.run()
    #expect(sink.ends.count == 1)
    #expect(sink.ends[0].samples == Int64(source.deliveredFrames))
    #expect(sink.estimates.filter { $0.stage == .settled }.count == Int(sink.ends[0].hops))
  }

  @Test func aSourceThatFailsEndsTheStreamAndIsReported() throws {
    struct Broken: Error {}
    let sink = RecordingSink()
    let outcome = try makeEngine(FakeSource(totalFrames: 5_120, failure: Broken()), sink: sink).run()
    #expect(outcome.failure is Broken)
    #expect(sink.ends.count == 1)
    #expect(sink.ends[0].hops == 10)
  }

  @Test func aSlowOutputMakesAFileWaitAndLosesNothing() throws {
    let sink = RecordingSink { count in
      if count % 500 == 0 { pause(milliseconds: 2) }
    }
    let outcome = try makeEngine(FakeSource(totalFrames: 1_000_000), sink: sink).run()
    #expect(outcome.end.droppedEstimates == 0)
    #expect(sink.estimates.count == 2 * (1_000_000 / AnalysisGrid.hopSamples))
  }

  /// Whether it is too fast depends on the machine: `CaptureLoopTests` has one that is.
  @Test func whatALiveSourceThatIsTooFastLosesIsCountedAndMarked() throws {
    let total = 4_000_000
    let sink = RecordingSink()
    let outcome = try makeEngine(FakeSource(totalFrames: total, isLive: true), sink: sink).run()
    let marked = sink.events.reduce(Int64(0)) { sum, event in
      if case .dropped(let samples) = event.kind { sum + samples } else { sum }
    }
    #expect(marked == outcome.end.droppedSamples)
    #expect(outcome.end.samples == Int64(total))
    let times = sink.estimates.filter { $0.stage == .now }.map(\.sampleTime)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func aBlockedOutputCostsALiveStreamEstimatesAndNoSamples() throws {
    // Fewer samples than the ring holds: whatever the output does, none may be lost.
    let source = FakeSource(totalFrames: 130_000, isLive: true)
    let sink = RecordingSink { count in
      while count == 1, source.deliveredFrames < 130_000 { pause(milliseconds: 1) }
    }
    let outcome = try makeEngine(source, sink: sink).run()
    #expect(outcome.end.droppedSamples == 0)
    #expect(outcome.end.samples == 130_000)
    #expect(sink.ends.count == 1)
  }

  @Test func anOutputThatClosesEndsTheRun() throws {
    let sink = RecordingSink { count in
      if count == 10 { throw SinkError.closed }
    }
    let outcome = try makeEngine(FakeSource(totalFrames: .max / 4), sink: sink).run()
    #expect(outcome.failure == nil)
    #expect(sink.estimates.count == 10)
  }

  // MARK: -

  private func run(
    _ source: FakeSource, blockFrames: Int = 1024, isPaced: Bool = false
  ) throws -> RecordingSink {
    let sink = RecordingSink()
    _ = try makeEngine(source, sink: sink, blockFrames: blockFrames, isPaced: isPaced).run()
    return sink
  }

  private func makeEngine(
    _ source: FakeSource, sink: RecordingSink, blockFrames: Int = 1024, isPaced: Bool = false
  ) throws -> Engine {
    try Engine(
      stream: MonoStream(source: source, channel: .mix, blockFrames: blockFrames), model: TestModel.small(),
      sinks: SinkFanout([("test", sink)]), name: "main", program: "test", source: "fake", isPaced: isPaced,
      started: "2026-01-01T00:00:00Z")
  }
}
