import CAllocationProbe
import MoodCore
import MoodEngine
import MoodRealtime
import MoodTestSupport
import Testing

@Suite struct HopAllocationTests {
  @Test(.enabled(if: allocation_probe_works(), "sanitizers bring an allocator of their own"))
  func tenThousandHopsAllocateNothing() throws {
    var analyzer = try Analyzer(model: TestModel.small())
    let ends = EstimateQueue.make(count: 64)
    var producer = ends.producer
    var consumer = ends.consumer
    var hop = SampleBuffer(count: AnalysisGrid.hopSamples)
    for index in 0..<hop.count { hop[index] = FakeSource.sample(at: index) }
    analyzer.advance(hop.base, into: &producer)
    let before = allocation_probe_count()
    for index in 0..<10_000 {
      hop[index % hop.count] = Float(index % 7) / 7
      analyzer.advance(hop.base, into: &producer)
      while consumer.pop() != nil {}
    }
    let allocations = allocation_probe_count() - before
    #expect(allocations == 0)
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
