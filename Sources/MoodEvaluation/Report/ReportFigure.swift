/// One metric of one corpus over all runs.
package struct ReportFigure: Codable, Sendable, Equatable {
  /// With the corpus: `4q quadrant accuracy`.
  package var name: String
  /// Over folds and seeds.
  package var spread: Spread
  /// Of all clips, whatever their folds, averaged over seeds: what the interval surrounds.
  package var pooled: Double?
  /// The 95% interval over groups: its lower and its upper end.
  package var interval: [Double]?

  /// The figures that are told where there is no room for all, without the corpus.
  package static let leading = [
    "quadrant accuracy", "valence r", "arousal r", "valence CCC", "arousal CCC", "mean r", "dominant emotion",
    "emotion UAR", "emotion UAR\(CorpusSection.streamSuffix)", "valence CCC per measure",
    "arousal CCC per measure",
  ]

  /// Whether the figure of that name is one of them.
  package static func isLeading(_ name: String) -> Bool { leading.contains { name.hasSuffix(" " + $0) } }

  /// The figures of one corpus that some run defines.
  /// - Parameters:
  ///   - hasIntervals: whether intervals are computed, which takes a thousand times as long.
  ///   - suffix: what a name ends in, to say how the clips were heard.
  static func all<Row>(
    of predictions: [Row], corpus: String, metrics: [Metric<Row>], hasIntervals: Bool, suffix: String = ""
  ) -> [ReportFigure] {
    let parts = Dictionary(grouping: predictions) { Part(fold: $0.fold, seed: $0.seed) }
    let runs = parts.keys.sorted { ($0.seed, $0.fold) < ($1.seed, $1.fold) }.compactMap { parts[$0] }
    let defined = metrics.compactMap { metric in
      Spread(of: runs.compactMap(metric.value)).map { (metric: metric, spread: $0) }
    }
    let bootstrap = Bootstrap(predictions)
    let intervals = hasIntervals ? bootstrap.intervals(defined.map(\.metric)) : []
    return defined.enumerated().map { index, figure in
      ReportFigure(
        name: "\(corpus) \(figure.metric.name)\(suffix)", spread: figure.spread,
        pooled: bootstrap.pooled(figure.metric),
        interval: hasIntervals ? intervals[index].map { [$0.lowerBound, $0.upperBound] } : nil)
    }
  }

  private struct Part: Hashable {
    var fold: Int
    var seed: UInt64
  }
}
