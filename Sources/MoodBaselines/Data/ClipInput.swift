internal import MoodCorpus
internal import MoodFeatures

/// What of a clip's features is looked at.
package enum ClipInput: Sendable, Equatable {
  /// Statistics of each column over the clip: a row of columns.
  case statistics([String])
  /// Means of each column over so many hops, in the middle of the clip; a clip that is too short begins again.
  case sequence(hopsPerStep: Int, steps: Int)

  /// What a clip must have.
  var leastHops: Int {
    switch self {
    case .statistics: 1
    case .sequence(let hopsPerStep, _): hopsPerStep
    }
  }

  /// Of what a clip becomes, of so many feature columns.
  func shape(columns: Int) -> [Int] {
    switch self {
    case .statistics(let names): [columns * names.count]
    case .sequence(_, let steps): [steps, columns]
    }
  }

  /// What some hops become, one number after another; nil where they are too few for one.
  func values(of table: FeatureTable, hops: Range<Int>, statistics: inout ClipStatistics) -> [Double]? {
    switch self {
    case .statistics:
      guard !hops.isEmpty else { return nil }
      statistics.reset()
      for hop in hops { statistics.append(table.row(hop)) }
      return statistics.values().map(Double.init)
    case .sequence(let hopsPerStep, let steps):
      let present = hops.count / hopsPerStep
      guard present > 0 else { return nil }
      let start = hops.lowerBound + max(0, present - steps) / 2 * hopsPerStep
      return (0..<steps).flatMap { step -> [Double] in
        let first = start + step % min(present, steps) * hopsPerStep
        var sums = [Double](repeating: 0, count: table.columns)
        for hop in first..<first + hopsPerStep {
          let row = table.row(hop)
          for column in sums.indices { sums[column] += Double(row[column]) / Double(hopsPerStep) }
        }
        return sums
      }
    }
  }
}
