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
