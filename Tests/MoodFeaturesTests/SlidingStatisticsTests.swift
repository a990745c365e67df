import MoodCore
import MoodTestSupport
import Testing

@testable import MoodFeatures

struct SlidingStatisticsTests {
  @Test(arguments: [1, 2, 7, 129])
  func momentsEqualThoseOfTheWindow(rows: Int) {
    var moments = SlidingMoments(rows: rows)
    let values = whiteNoise(count: 1000).map { 3000 + $0 }
    for end in 1...values.count {
      moments.append(values[end - 1])
      let window = values[max(0, end - rows)..<end].map(Double.init)
      let mean = window.reduce(0, +) / Double(window.count)
      let variance = window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(window.count)
      #expect(abs(Double(moments.mean) - mean) <= 1e-6 * mean)
      #expect(abs(Double(moments.variance) - variance) <= 1e-6 * max(variance, 1e-3))
    }
  }

  @Test func aDayOfHopsEqualsAFreshStream() {
    let rows = 129
    let hopsOfADay = 3_720_937
    var random = SplitMix64(seed: 5)
    var long = SlidingMoments(rows: rows)
    var latest: [Float] = []
    for hop in 0..<hopsOfADay {
      // Loud and quiet by turns, so that errors have something to accumulate from.
      let scale: Float = hop / 1000 % 2 == 0 ? 1e4 : 1e-2
      let value = scale * Float(truncatingIfNeeded: random.next())
      long.append(value)
      if hop >= hopsOfADay - rows { latest.append(value) }
    }
    var fresh = SlidingMoments(rows: rows)
    for value in latest { fresh.append(value) }
    #expect(abs(long.mean - fresh.mean) <= 1e-6 * abs(fresh.mean))
    #expect(abs(long.variance - fresh.variance) <= 1e-6 * fresh.variance)
  }

  @Test func whatNeverChangesHasNoVariance() {
    var moments = SlidingMoments(rows: 10)
    for _ in 0..<1000 {
      moments.append(0.1)
      #expect(moments.mean == 0.1)
      #expect(moments.variance == 0)
    }
  }

  @Test func namesTellWindows() throws {
    let column = try #require(try StatisticColumn(parsing: "loudness_short_lufs_std_0.25s"))
    #expect(column.base == "loudness_short_lufs")
    #expect(column.statistic == .deviation)
    #expect(column.windowMilliseconds == 250)
    #expect(column.windowRows == 11)
    #expect(try StatisticColumn(parsing: "rms_mean_3s")?.windowRows == 129)
    #expect(try StatisticColumn(parsing: "attack_time_s") == nil)
    #expect(try StatisticColumn(parsing: "rms_median_3s") == nil)
  }
}

extension Float {
  /// A number of −1 to 1 made of random bits.
  fileprivate init(truncatingIfNeeded bits: UInt64) { self = Float(Int64(bitPattern: bits) >> 40) / 0x1p23 }
}
