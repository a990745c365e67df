import CAllocationProbe
import MoodCore
import MoodEngine
import MoodRealtime
import MoodTestSupport
import Testing

@Suite struct HopAllocationTests {
  @Test(.enabled(if: allocation_probe_works(), "sanitizers bring an allocator of their own"))
  func tenThousandHopsAllocateNothing() throws {
    #expect(try allocations(of: Analyzer(model: TestModel.small())) == 0)
  }

  @Test(.enabled(if: allocation_probe_works(), "sanitizers bring an allocator of their own"))
  func norDoesASpeaker() throws {
    #expect(try allocations(of: Analyzer(model: TestModel.speech(), adaptsToSpeaker: true)) == 0)
  }

  @Test(.enabled(if: allocation_probe_works(), "sanitizers bring an allocator of their own"))
  func norDoesAnAutomaticGain() throws {
    #expect(try allocations(of: Analyzer(model: TestModel.small(), gain: .automatic)) == 0)
  }

  @Test(.enabled(if: allocation_probe_works(), "sanitizers bring an allocator of their own"))
  func norDoFeaturesThatAreSent() throws {
    let columns = ["rms", "tempo_bpm", "centroid_hz_mean_3s"]
    #expect(try allocations(of: Analyzer(model: TestModel.small(), sentColumns: columns)) == 0)
  }

  /// Sound and silences, each some seconds long.
  private func allocations(of analyzer: consuming Analyzer) -> Int {
    var analyzer = analyzer
    let features = analyzer.sentFeatures.count
    let ends = EstimateQueue.make(count: 64, features: features)
    var producer = ends.producer
    var consumer = ends.consumer
    var hop = SampleBuffer(count: AnalysisGrid.hopSamples)
    for index in 0..<hop.count { hop[index] = FakeSource.sample(at: index) }
    analyzer.advance(hop.base, into: &producer)
    let before = allocation_probe_count()
    for index in 0..<10_000 {
      let gain: Float = index / 700 % 2 == 0 ? 1 : 0
      for place in 0..<8 { hop[(index * 8 + place) % hop.count] = gain * Float((index + place) % 7) / 7 }
      analyzer.advance(hop.base, into: &producer)
      while consumer.pop() != nil {}
    }
    return Int(allocation_probe_count() - before)
  }

  @Test(.enabled(if: allocation_probe_works(), "sanitizers bring an allocator of their own"))
  func theProbeSeesAnAllocation() {
    let before = allocation_probe_count()
    let buffer = SampleBuffer(count: 1000)
    let allocations = allocation_probe_count() - before
    #expect(allocations > 0)
    #expect(buffer.count == 1000)
  }
}
