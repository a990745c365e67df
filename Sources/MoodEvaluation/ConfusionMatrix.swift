/// How often each true class was taken for each class.
package struct ConfusionMatrix: Codable, Sendable, Equatable {
  /// `counts[truth][guess]`.
  package private(set) var counts: [[Int]]

  package init(classes: Int) {
    precondition(classes > 0, "there is at least one class")
    counts = Array(repeating: Array(repeating: 0, count: classes), count: classes)
  }

  package mutating func add(truth: Int, guess: Int) { counts[truth][guess] += 1 }

  package static func += (target: inout ConfusionMatrix, other: ConfusionMatrix) {
    precondition(target.classes == other.classes, "only matrices of the same classes add up")
    for truth in 0..<target.classes {
      for guess in 0..<target.classes { target.counts[truth][guess] += other.counts[truth][guess] }
    }
  }

  package var classes: Int { counts.count }
  package var total: Int { counts.joined().reduce(0, +) }

  /// Share of all that is right; 0 of nothing.
  package var accuracy: Double { ratio((0..<classes).reduce(0) { $0 + counts[$1][$1] }, total) }

  /// Share of the guesses for a class that are right; 0 where there is none.
  package func precision(_ index: Int) -> Double {
    ratio(counts[index][index], counts.reduce(0) { $0 + $1[index] })
  }

  /// Share of a class that is found; 0 where there is none.
  package func recall(_ index: Int) -> Double { ratio(counts[index][index], support(index)) }

  /// Harmonic mean of precision and recall; 0 where both are.
  package func f1(_ index: Int) -> Double {
    let guessed = counts.reduce(0) { $0 + $1[index] }
    return ratio(2 * counts[index][index], guessed + support(index))
  }

  /// How often a class is true.
  package func support(_ index: Int) -> Int { counts[index].reduce(0, +) }

  /// Mean of the classes' F1.
  package var macroF1: Double { mean(f1) }

  /// Unweighted average recall.
  package var averageRecall: Double { mean(recall) }

  private func mean(_ value: (Int) -> Double) -> Double {
    (0..<classes).reduce(0) { $0 + value($1) } / Double(classes)
  }

  private func ratio(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
}
