import MoodCore
import MoodRealtime
import MoodTestSupport
import Testing

@Suite struct LatencyHistogramTests {
  @Test func percentilesAreAtMostASixteenthAboveTheTruthAndNeverBelow() {
    var generator = SplitMix64(seed: 3)
    var histogram = LatencyHistogram()
    var durations: [UInt64] = []
    for _ in 0..<20_000 {
      let duration = UInt64.random(
        in: 0...1 << UInt64.random(in: 0...40, using: &generator), using: &generator)
      histogram.record(duration)
      durations.append(duration)
    }
    durations.sort()
    for quantile in [0.0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1] {
      let truth = durations[max(0, Int((20_000 * quantile).rounded(.up)) - 1)]
      let found = histogram.percentile(quantile)
      #expect(found >= truth)
      #expect(Double(found) <= Double(truth) * 17 / 16 + 1)
    }
    let (maximum, total) = (histogram.maximum, histogram.total)
    #expect(maximum == durations.last)
    #expect(total == 20_000)
  }

  @Test func theLargestDurationHasABucket() {
    var histogram = LatencyHistogram()
    histogram.record(.max)
    let median = histogram.percentile(0.5)
    #expect(median == .max)
  }

  @Test func nothingCountedIsZero() {
    let none = LatencyHistogram().percentile(0.99)
    #expect(none == 0)
  }
}
