internal import MoodCore

/// Intervals by drawing groups anew (Efron and Tibshirani 1993, chapters 6 and 13).
///
/// Clips of one artist resemble one another, so whole groups are drawn, as many as there are and with repetition. One
/// draw serves all seeds: the metric is computed for each seed's run of the drawn clips, and averaged over the seeds.
package struct Bootstrap<Row: Evaluated> {
  /// Where the figure would lie in 95 of 100 such tests.
  package typealias Interval = ClosedRange<Double>

  /// Enough for the percentiles' second digit.
  package static var draws: Int { 1000 }

  private let predictions: [Row]
  /// Rows of each group, for each seed: `rows[seed][group]`.
  private let rows: [[[Int]]]
  private let groupCount: Int
  private let seed: UInt64

  /// - Parameter seed: fixes the draws.
  package init(_ predictions: [Row], seed: UInt64 = 1) {
    let groups = Dictionary(
      uniqueKeysWithValues: Set(predictions.map(\.group)).sorted().enumerated().map { ($1, $0) })
    let seeds = Dictionary(
      uniqueKeysWithValues: Set(predictions.map(\.seed)).sorted().enumerated().map { ($1, $0) })
    var rows = Array(repeating: Array(repeating: [Int](), count: groups.count), count: seeds.count)
    for (index, prediction) in predictions.enumerated() {
      guard let seed = seeds[prediction.seed], let group = groups[prediction.group] else { continue }
      rows[seed][group].append(index)
    }
    self.predictions = predictions
    self.rows = rows
    self.seed = seed
    groupCount = groups.count
  }

  /// The mean over the seeds of the metric of all clips, whatever their folds; nil where no seed defines it.
  package func pooled(_ metric: Metric<Row>) -> Double? {
    let figure = metric.figure(of: predictions)
    return mean(rows.map { figure($0.flatMap { $0 }) })
  }

  /// For each metric the interval of its 2.5th to its 97.5th percentile; nil where there are fewer than two groups, or
  /// where the metric is undefined on more than half of the draws.
  ///
  /// O(draws · rows) for each metric.
  package func intervals(_ metrics: [Metric<Row>], draws: Int = draws) -> [Interval?] {
    guard groupCount > 1 else { return metrics.map { _ in nil } }
    let figures = metrics.map { $0.figure(of: predictions) }
    var values = Array(repeating: [Double](), count: metrics.count)
    var generator = SplitMix64(seed: seed)
    var samples = Array(repeating: [Int](), count: rows.count)
    for _ in 0..<draws {
      for index in samples.indices { samples[index].removeAll(keepingCapacity: true) }
      for _ in 0..<groupCount {
        let group = generator.index(below: groupCount)
        for index in samples.indices { samples[index] += rows[index][group] }
      }
      for (index, figure) in figures.enumerated() {
        if let value = mean(samples.map(figure)) { values[index].append(value) }
      }
    }
    return values.map { values in
      guard values.count * 2 > draws else { return nil }
      let sorted = values.sorted()
      return Percentile.of(sorted, 0.025)...Percentile.of(sorted, 0.975)
    }
  }

  /// The interval of one metric.
  package func interval(_ metric: Metric<Row>, draws: Int = draws) -> Interval? {
    intervals([metric], draws: draws)[0]
  }

  private func mean(_ values: [Double?]) -> Double? {
    let defined = values.compactMap { Metric<Row>.finite($0) }
    return defined.isEmpty ? nil : defined.reduce(0, +) / Double(defined.count)
  }
}

/// Percentiles as NumPy takes them by default.
enum Percentile {
  /// The value below which the share `share` of `sorted` lies, linear between two of them.
  static func of(_ sorted: [Double], _ share: Double) -> Double {
    precondition(!sorted.isEmpty, "a percentile of nothing")
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }
}
