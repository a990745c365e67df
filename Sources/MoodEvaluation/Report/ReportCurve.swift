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

  /// Figures against the lookahead, of runs that were asked for it; nil where none was.
  /// - Throws: `PredictionError` for the first value that is none of its kind.
  init?(latencyOf runs: [EvaluationRun]) throws(PredictionError) {
    let seconds = runs.flatMap(\.variants).compactMap { variant -> Double?? in
      if case .lookahead(let seconds) = variant.kind { .some(seconds) } else { nil }
    }
    guard !seconds.isEmpty else { return nil }
    self.init()
    for seconds in Self.ordered(seconds) {
      try add(runs.compactMap { $0.variant(.lookahead(seconds: seconds)) }, seconds: seconds)
    }
  }

  /// Figures against the seconds heard, of runs that were asked for it, last of the whole clips; nil where none was.
  /// - Throws: `PredictionError` for the first value that is none of its kind.
  init?(heardOf runs: [EvaluationRun]) throws(PredictionError) {
    func cut(_ run: EvaluationRun) -> [Double] {
      run.variants.compactMap { if case .heard(let seconds) = $0.kind { seconds } else { nil } }
    }
    let seconds = Set(runs.flatMap(cut)).sorted()
    guard !seconds.isEmpty else { return nil }
    self.init()
    for seconds in seconds {
      try add(runs.compactMap { $0.variant(.heard(seconds: seconds)) }, seconds: seconds)
    }
    // Measures that are not heard cannot be compared: clips alone.
    let whole = runs.filter { !cut($0).isEmpty }
    try add(
      whole.map { EvaluationRun(fold: $0.fold, seed: $0.seed, predictions: $0.predictions) }, seconds: nil)
  }

  /// Adds the figures of runs at `seconds`, nil for the whole clip.
  /// - Throws: `PredictionError` for the first value that is none of its kind.
  package mutating func add(_ runs: [EvaluationRun], seconds: Double?) throws(PredictionError) {
    points.append(Point(seconds: seconds, figures: try EvaluationReport.summary(of: runs)))
  }

  /// Each once, by size, the whole clip last.
  private static func ordered(_ seconds: [Double?]) -> [Double?] {
    Set(seconds).sorted { ($0 ?? .infinity) < ($1 ?? .infinity) }
  }

  /// Every figure that some point has, in alphabetical order.
  package var names: [String] { Set(points.flatMap(\.figures.keys)).sorted() }
}
