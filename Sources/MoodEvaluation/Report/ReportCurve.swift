/// Figures against something that is varied: seconds of lookahead, seconds heard.
package struct ReportCurve: Codable, Sendable, Equatable {
  /// The figures of one value of what is varied.
  package struct Point: Codable, Sendable, Equatable {
    /// In seconds; nil for all there is: the whole clip.
    package var seconds: Double?
    package var figures: [String: Spread]
  }

  package var points: [Point]

  package init() { points = [] }

  /// Adds the figures of runs at `seconds`, nil for the whole clip.
  /// - Throws: `PredictionError` for the first value that is none of its kind.
  package mutating func add(_ runs: [EvaluationRun], seconds: Double?) throws(PredictionError) {
    points.append(Point(seconds: seconds, figures: try EvaluationReport.summary(of: runs)))
  }

  /// Every figure that some point has, in alphabetical order.
  package var names: [String] { Set(points.flatMap(\.figures.keys)).sorted() }
}
