internal import FoundationEssentials

/// The outcome of an evaluation, for people and for programs.
package struct EvaluationReport: Codable, Sendable, Equatable {
  /// What the tested models had heard of the artists that they are tested on.
  package enum Kind: String, Codable, Sendable {
    /// Nothing: each model was trained on other folds than its own.
    case folds
    /// Nothing: a finished model, on artists that it was not trained on.
    case unseen
    /// Some of them: a finished model, on artists that it was trained on.
    case seen
  }

  /// One model's test.
  package struct Run: Codable, Sendable, Equatable {
    /// Counted from 0.
    package var fold: Int
    package var seed: UInt64
    package var scores: Scores

    package init(fold: Int, seed: UInt64, scores: Scores) {
      self.fold = fold
      self.seed = seed
      self.scores = scores
    }
  }

  /// A figure over all runs.
  package struct Spread: Codable, Sendable, Equatable {
    package var mean: Double
    /// Standard deviation over the runs, divided by n − 1; 0 of one run.
    package var deviation: Double
    package var runs: Int
  }

  package var kind: Kind
  package var title: String
  package var runs: [Run]

  package init(kind: Kind, title: String, runs: [Run]) {
    self.kind = kind
    self.title = title
    self.runs = runs
  }

  /// Each figure that some run has, in the order of `Scores.figures`.
  package var summary: [(name: String, spread: Spread)] {
    guard let first = runs.first else { return [] }
    return first.scores.figures.enumerated().compactMap { index, figure in
      let values = runs.compactMap { run in run.scores.figures.map(\.value)[index] }
      return values.isEmpty ? nil : (figure.key, Self.spread(of: values))
    }
  }

  /// All runs' confusions in one matrix; nil where no clip has a quadrant.
  package var confusion: ConfusionMatrix? {
    runs.compactMap(\.scores.quadrants).reduce(nil) { sum, matrix in
      var sum = sum ?? ConfusionMatrix(classes: matrix.classes)
      sum += matrix
      return sum
    }
  }

  private static func spread(of values: [Double]) -> Spread {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0
    return Spread(mean: mean, deviation: deviation, runs: values.count)
  }
}

extension EvaluationReport {
  /// A table for people.
  package var text: String {
    var lines = ["\(title), \(runs.count) runs", ""]
    lines.append(row("", ["mean", "sd"]))
    for (name, spread) in summary {
      lines.append(row(name, [fixed(spread.mean), fixed(spread.deviation)]))
    }
    if let confusion {
      let names = (1...confusion.classes).map { "Q\($0)" }
      lines += ["", row("truth \\ guess", names + ["precision", "recall", "F1"])]
      for (index, name) in names.enumerated() {
        let figures = [confusion.precision(index), confusion.recall(index), confusion.f1(index)]
        lines.append(row(name, confusion.counts[index].map(String.init) + figures.map(fixed)))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// JSON with keys in alphabetical order: `kind`, `runs`, `summary` and `title`.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let record = Record(
      kind: kind, title: title,
      summary: Dictionary(uniqueKeysWithValues: summary.map { ($0.name, $0.spread) }),
      runs: runs)
    guard let data = try? encoder.encode(record) else { preconditionFailure("figures are finite numbers") }
    return String(decoding: data, as: UTF8.self)
  }

  private struct Record: Encodable {
    var kind: Kind
    var title: String
    var summary: [String: Spread]
    var runs: [Run]
  }

  private func row(_ name: String, _ cells: [String]) -> String {
    let padding = String(repeating: " ", count: max(0, 24 - name.count))
    return name + padding + cells.map { String(repeating: " ", count: max(1, 10 - $0.count)) + $0 }.joined()
  }

  /// Three decimals.
  private func fixed(_ value: Double) -> String {
    let thousandths = Int((abs(value) * 1000).rounded())
    let decimals = String(thousandths % 1000)
    let sign = value < 0 && thousandths > 0 ? "-" : ""
    return "\(sign)\(thousandths / 1000)." + String(repeating: "0", count: 3 - decimals.count) + decimals
  }
}
