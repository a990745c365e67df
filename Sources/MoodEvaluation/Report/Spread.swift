/// A figure over the runs of an evaluation.
package struct Spread: Codable, Sendable, Equatable {
  package var mean: Double
  /// Standard deviation over the runs, divided by n − 1; 0 of one run.
  package var deviation: Double
  /// How many runs define the figure.
  package var runs: Int

  package init(mean: Double, deviation: Double, runs: Int) {
    self.mean = mean
    self.deviation = deviation
    self.runs = runs
  }

  /// Nil of nothing.
  package init?(of values: [Double]) {
    guard !values.isEmpty else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0
    self.init(mean: mean, deviation: deviation, runs: values.count)
  }
}
