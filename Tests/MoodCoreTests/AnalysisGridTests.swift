import MoodCore
import Testing

@Suite struct AnalysisGridTests {
  @Test func theClockCountsSamples() {
    #expect(AnalysisGrid.seconds(hops: 41) == 41.0 * 512 / 22_050)
    #expect(AnalysisGrid.seconds(samples: 22_050) == 1)
    // A week of hops is still exact to a microsecond.
    let week = Int64(7 * 86_400 * 22_050 / 512)
    #expect(abs(AnalysisGrid.seconds(hops: week) - Double(week * 512) / 22_050) < 1e-6)
  }
}
