package import MoodCorpus

/// How figures change when the recordings are degraded.
package struct RobustnessSection: Codable, Sendable, Equatable {
  /// What one degradation does to the figures.
  package struct Row: Codable, Sendable, Equatable {
    /// Name of the degradation.
    package var name: String
    /// What it does to the recordings, in one line.
    package var effect: String
    /// Means with it, by name.
    package var figures: [String: Double]
    /// Means with it less means without it, by name.
    package var changes: [String: Double]
  }

  /// A change of more than this is marked.
  package static let aim = 0.03

  /// Means without any degradation, by name.
  package var clean: [String: Double]
  package var rows: [Row]

  /// - Parameter clean: runs on the recordings as they are.
  /// - Throws: `PredictionError` for the first value that is none of its kind.
  package init(clean: [EvaluationRun]) throws(PredictionError) {
    self.clean = try EvaluationReport.summary(of: clean).mapValues(\.mean)
    rows = []
  }

  /// Of runs that were asked about degraded recordings; nil where none was.
  /// - Throws: `PredictionError` for the first value that is none of its kind.
  init?(of runs: [EvaluationRun]) throws(PredictionError) {
    func has(_ run: EvaluationRun, _ degradation: Degradation) -> Bool {
      run.variants.contains { $0.kind == .degraded(degradation) }
    }
    let asked = Degradation.allCases.filter { degradation in runs.contains { has($0, degradation) } }
    guard !asked.isEmpty else { return nil }
    try self.init(
      clean: runs.filter { run in asked.contains { has(run, $0) } }.map {
        EvaluationRun(fold: $0.fold, seed: $0.seed, predictions: $0.predictions, tracks: $0.tracks)
      })
    for degradation in asked {
      try add(degradation, runs.compactMap { $0.variant(.degraded(degradation)) })
    }
  }

  /// Adds the same models' runs on the recordings as `degradation` leaves them.
  /// - Throws: `PredictionError` for the first value that is none of its kind.
  package mutating func add(_ degradation: Degradation, _ runs: [EvaluationRun]) throws(PredictionError) {
    let figures = try EvaluationReport.summary(of: runs).mapValues(\.mean)
    var changes: [String: Double] = [:]
    for (name, value) in figures {
      if let before = clean[name] { changes[name] = value - before }
    }
    rows.append(
      Row(name: degradation.rawValue, effect: degradation.effect, figures: figures, changes: changes))
  }
}
