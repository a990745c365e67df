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
    let clip = ClipStatistics([.deviation, .slope], of: Self.schema)
    let columns = clip.schema.columns
    #expect(columns.map(\.name) == ["a_hz_std", "a_hz_slope", "b_std", "b_slope"])
    #expect(columns.map(\.unit) == ["Hz", "Hz/s", "1", "1/s"])
    #expect(columns[0].range == 0...50)
  }

  /// A sliding window that is as long as the clip sees the same rows.
  @Test func aWindowOverTheWholeClipAgrees() {
    let noise = whiteNoise(count: 2000)
    let rows = noise.indices.map { [1000 + noise[$0], noise[$0] * Float($0)] }
    let statistics = Statistic.allCases
    let found = values(statistics, rows)
    let requests = (0..<2).flatMap { column in
      statistics.map {
        SlidingStatistics.Request(window: .init(column: column, rows: rows.count), statistic: $0)
      }
    }
    var sliding = SlidingStatistics(requests)
    var outputs = [Float](repeating: 0, count: sliding.outputCount)
    for row in rows { sliding.advance(row, into: &outputs) }
    for (index, place) in SlidingStatistics.outputs(of: requests).enumerated() {
      let expected = outputs[place]
      #expect(abs(found[index] - expected) <= 1e-5 * abs(expected), "\(requests[index])")
    }
  }

  @Test func whatDoesNotChangeDoesNotDeviate() {
    let rows = [[Float]](repeating: [16_777_215, 0.1], count: 1000)
    #expect(
      values(Statistic.allCases, rows) == [16_777_215, 0, 0, 16_777_215, 16_777_215, 0.1, 0, 0, 0.1, 0.1])
  }

  @Test func oneRowIsEnough() {
    #expect(values(Statistic.allCases, [[3, -1]]) == [3, 0, 0, 3, 3, -1, 0, 0, -1, -1])
  }
}
