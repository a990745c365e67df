import MoodCore
import MoodTestSupport
import Testing

@testable import MoodFeatures

struct ClipStatisticsTests {
  private static let schema = FeatureSchema([
    FeatureColumn("a_hz", unit: "Hz", range: 0...100, reference: "none"),
    FeatureColumn("b", unit: "1", range: -1...1, reference: "none"),
  ])

  private func values(_ statistics: [Statistic], _ rows: [[Float]]) -> [Float] {
    var clip = ClipStatistics(statistics, of: Self.schema)
    for row in rows { clip.append(row) }
    return clip.values()
  }

  @Test func columnsTellTheirStatistic() {
    let clip = ClipStatistics([.deviation, .mean], of: Self.schema)
    let columns = clip.schema.columns
    #expect(columns.map(\.name) == ["a_hz_std", "a_hz_mean", "b_std", "b_mean"])
    #expect(columns.map(\.unit) == ["Hz", "Hz", "1", "1"])
    #expect(columns[0].range == 0...50)
  }

  /// A sliding window that is as long as the clip sees the same rows.
  @Test func aWindowOverTheWholeClipAgrees() {
    let noise = whiteNoise(count: 2000)
    let rows = noise.indices.map { [1000 + noise[$0], noise[$0] * Float($0)] }
    let statistics = Statistic.allCases
    let found = values(statistics, rows)
    var sliding = SlidingStatistics((0..<2).map { SlidingStatistics.Window(column: $0, rows: rows.count) })
    var outputs = [Float](repeating: 0, count: sliding.outputCount)
    for row in rows { sliding.advance(row, into: &outputs) }
    for column in 0..<2 {
      for (index, statistic) in statistics.enumerated() {
        let expected = outputs[SlidingStatistics.output(of: statistic, window: column, count: 2)]
        let clip = found[column * statistics.count + index]
        #expect(abs(clip - expected) <= 1e-5 * abs(expected), "\(statistic) of column \(column)")
      }
    }
  }

  @Test func whatDoesNotChangeDoesNotDeviate() {
    let rows = [[Float]](repeating: [16_777_215, 0.1], count: 1000)
    #expect(values([.mean, .deviation], rows) == [16_777_215, 0, 0.1, 0])
  }

  @Test func oneRowIsEnough() { #expect(values([.mean, .deviation], [[3, -1]]) == [3, 0, -1, 0]) }
}
