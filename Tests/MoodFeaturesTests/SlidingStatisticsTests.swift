import Glibc
import MoodCore
import MoodRealtime
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

  /// Of every kind of column: from single rows to long streams, with ties, far from 0, with windows not yet full.
  @Test func statisticsEqualThoseOfTheWindow() {
    var random = SplitMix64(seed: 5)
    for trial in 0..<60 {
      let columns = Column.allCases
      let requests = columns.indices.flatMap { column in
        Statistic.allCases.map { statistic in
          let rows = Int.random(in: 1...(trial.isMultiple(of: 2) ? 9 : 200), using: &random)
          return SlidingStatistics.Request(window: .init(column: column, rows: rows), statistic: statistic)
        }
      }.filter { _ in trial < 10 || Bool.random(using: &random) }
      var statistics = SlidingStatistics(requests)
      let places = SlidingStatistics.outputs(of: requests)
      let length = Int.random(in: 1...400, using: &random)
      let table = (0..<length).map { hop in columns.map { $0.value(hop: hop, of: length, random: &random) } }
      for (end, outputs) in rows(of: table, by: &statistics).enumerated() {
        for (request, place) in zip(requests, places) {
          let window = table[max(0, end + 1 - request.window.rows)...end].map { $0[request.window.column] }
          let recent = table[max(0, end + 1 - 2 * request.window.rows)...end].map {
            $0[request.window.column]
          }
          let largest = recent.reduce(0) { max($0, abs(Double($1))) }
          let expected = request.statistic.definition(window)
          let difference = abs(Double(outputs[place]) - expected)
          let dust = request.statistic.dust
          let tolerance = dust == 0 ? 0 : max(1e-6 * abs(expected), dust * largest)
          #expect(difference <= tolerance, "\(request), row \(end), \(columns[request.window.column])")
        }
      }
    }
  }

  @Test func resetEqualsNew() {
    var random = SplitMix64(seed: 6)
    let requests = Self.everything(rows: [1, 7, 129])
    var statistics = SlidingStatistics(requests)
    for length in [1, 6, 300, 1000] {
      let table = (0..<length).map { hop in
        Column.allCases.map { $0.value(hop: hop, of: length, random: &random) }
      }
      var fresh = SlidingStatistics(requests)
      #expect(rows(of: table, by: &statistics) == rows(of: table, by: &fresh))
      statistics.reset()
    }
  }

  /// All statistics over 3 s and 600 s, against streams that saw nothing but these.
  @Test func aDayOfHopsEqualsFreshStreams() {
    let hopsOfADay = 3_720_937
    let windows = [129, 25_840]
    var random = SplitMix64(seed: 7)
    let requests = Self.everything(rows: windows)
    var long = SlidingStatistics(requests)
    let outputs = SampleBuffer(count: long.outputCount)
    let row = SampleBuffer(count: Column.allCases.count)
    var latest: [[Float]] = []
    for hop in 0..<hopsOfADay {
      for (index, column) in Column.allCases.enumerated() {
        row.base[index] = column.value(hop: hop, of: hopsOfADay, random: &random)
      }
      long.advance(row.base, into: outputs.base)
      if hop >= hopsOfADay - 25_840 { latest.append(row.array()) }
    }
    let places = SlidingStatistics.outputs(of: requests)
    for window in windows {
      var fresh = SlidingStatistics(requests)
      let last = rows(of: Array(latest.suffix(window)), by: &fresh).last ?? []
      for (request, place) in zip(requests, places) where request.window.rows == window {
        let difference = abs(outputs[place] - last[place])
        #expect(
          difference <= (request.statistic.dust == 0 ? 0 : 1e-6 * abs(last[place])),
          "\(request) of \(Column.allCases[request.window.column]): \(outputs[place]), fresh \(last[place])")
      }
    }
  }

  /// Computed or not, the other statistics of a window change none.
  @Test func statisticsDoNotDependOnWhatElseIsAsked() {
    let requests = Self.everything(rows: [40])
    var random = SplitMix64(seed: 8)
    let table = (0..<200).map { hop in Column.allCases.map { $0.value(hop: hop, of: 200, random: &random) } }
    var all = SlidingStatistics(requests)
    let whole = rows(of: table, by: &all)
    for (request, place) in zip(requests, SlidingStatistics.outputs(of: requests)) {
      var one = SlidingStatistics([request])
      #expect(rows(of: table, by: &one).map { $0[0] } == whole.map { $0[place] })
    }
  }

  /// Rounding leaves dust behind, which must not carry a mean out of the range of its column.
  @Test func theMeanOfWhatIsNeverNegativeIsNot() {
    var random = SplitMix64(seed: 9)
    let requests = [SlidingStatistics.Request(window: .init(column: 0, rows: 20), statistic: .mean)]
    for _ in 0..<200 {
      var statistics = SlidingStatistics(requests, ranges: [0...(.infinity)])
      let table = (0..<90).map { hop in
        [hop % 37 < 15 ? abs(random.signedUnit()) * Float(exp2(Double(random.index(below: 60) - 40))) : 0]
      }
      for outputs in rows(of: table, by: &statistics) { #expect(outputs[0] >= 0) }
    }
  }

  @Test func extremesAreExactAtTheEndsOfFloats() {
    var maximum = SlidingMaximum(rows: 3)
    let values: [Float] = [
      -.greatestFiniteMagnitude, .greatestFiniteMagnitude, 0, -.leastNonzeroMagnitude, .leastNonzeroMagnitude,
      -1, -1, -.greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    ]
    for end in values.indices {
      #expect(maximum.append(values[end]) == values[max(0, end - 2)...end].max())
    }
  }

  @Test func whatNeverChangesHasNoVariance() {
    var moments = SlidingMoments(rows: 10)
    for _ in 0..<1000 {
      moments.append(0.1)
      #expect(moments.mean == 0.1)
      #expect(moments.variance == 0)
      #expect(moments.slope == 0)
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

  @Test func statisticsHaveUnitsAndRanges() throws {
    let base = FeatureColumn("centroid_hz", unit: "Hz", range: 0...100, reference: "-")
    func column(_ name: String) throws -> FeatureColumn {
      try #require(try StatisticColumn(parsing: name)).column(of: base)
    }
    #expect(try column("centroid_hz_min_3s").range == 0...100)
    #expect(try column("centroid_hz_max_3s").unit == "Hz")
    let slope = try column("centroid_hz_slope_3s")
    #expect(slope.unit == "Hz/s")
    // From one end to the other within a hop of 512/22050 s.
    #expect(abs(slope.range.upperBound - 4306.64) < 0.01)
    #expect(slope.range.lowerBound == -slope.range.upperBound)
    #expect(Statistic.slope.unit(of: "1/s") == "1/s2")
    #expect(try StatisticColumn(parsing: "attack_slope") == nil)
    #expect(try StatisticColumn(parsing: "attack_slope_slope_3s")?.base == "attack_slope")
  }

  /// All statistics of all columns over some windows.
  private static func everything(rows: [Int]) -> [SlidingStatistics.Request] {
    Column.allCases.indices.flatMap { column in
      rows.flatMap { rows in
        Statistic.allCases.map { .init(window: .init(column: column, rows: rows), statistic: $0) }
      }
    }
  }

  private func rows(of table: [[Float]], by statistics: inout SlidingStatistics) -> [[Float]] {
    let outputs = SampleBuffer(count: statistics.outputCount)
    return table.map { row in
      statistics.advance(row, into: outputs.base)
      return outputs.array()
    }
  }
}

/// Columns that are hard on sums.
private enum Column: CaseIterable {
  /// Loud and quiet by turns, so that errors have something to accumulate from.
  case loudAndQuiet
  /// A large offset, like LUFS.
  case offset
  /// From 10³ to 10⁻⁶ in the middle of the stream.
  case step
  /// A few levels, so that many are equal.
  case ties
  case huge

  func value(hop: Int, of length: Int, random: inout SplitMix64) -> Float {
    let noise = random.signedUnit()
    return switch self {
    case .loudAndQuiet: (hop / 1000 % 2 == 0 ? 1e-2 : 1e4) * noise
    case .offset: -23 + 0.01 * noise
    case .step: (hop < length / 2 ? 1e3 : 1e-6) * (2 + noise)
    case .ties: 5000 + (2 * noise).rounded()
    case .huge: 1e18 * noise
    }
  }
}

extension Statistic {
  /// The statistic of these values, as its definition says.
  fileprivate func definition(_ window: [Float]) -> Double {
    let values = window.map(Double.init)
    let rows = Double(values.count)
    let mean = values.reduce(0, +) / rows
    switch self {
    case .mean: return mean
    case .deviation: return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / rows).squareRoot()
    case .slope:
      let times = values.indices.map { Double($0) * 512 / 22050 }
      let middle = times.reduce(0, +) / rows
      let products = zip(times, values).reduce(0) { $0 + ($1.0 - middle) * ($1.1 - mean) }
      return rows > 1 ? products / times.reduce(0) { $0 + ($1 - middle) * ($1 - middle) } : 0
    case .minimum: return values.min() ?? 0
    case .maximum: return values.max() ?? 0
    }
  }

  /// What rounding may leave behind of the largest value of the last two windows.
  fileprivate var dust: Double {
    switch self {
    case .mean: 1e-14
    case .deviation: 1e-7
    case .slope: 1e-12
    case .minimum, .maximum: 0
    }
  }
}
