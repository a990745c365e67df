/// How often each true class was taken for each class.
package struct ConfusionMatrix: Codable, Sendable, Equatable {
  /// `counts[truth][guess]`.
  package private(set) var counts: [[Int]]

  package init(classes: Int) {
    precondition(classes > 0, "there is at least one class")
    counts = Array(repeating: Array(repeating: 0, count: classes), count: classes)
  }

  /// Counts pairs of true class and guess.
  package init(classes: Int, _ pairs: some Sequence<(truth: Int, guess: Int)>) {
    self.init(classes: classes)
    for pair in pairs { add(truth: pair.truth, guess: pair.guess) }
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
  package func precision(_ index: Int) -> Double { ratio(counts[index][index], guesses(index)) }

  /// Share of a class that is found; 0 where there is none.
  package func recall(_ index: Int) -> Double { ratio(counts[index][index], support(index)) }

  /// Harmonic mean of precision and recall; 0 where both are.
  package func f1(_ index: Int) -> Double { ratio(2 * counts[index][index], guesses(index) + support(index)) }

  /// How often a class is true.
  package func support(_ index: Int) -> Int { counts[index].reduce(0, +) }

  /// Mean of the classes' precision, over classes that are true or guessed at least once, as scikit-learn's
  /// `average="macro"` takes it; 0 of nothing.
  package var macroPrecision: Double { mean(precision, over: occurringClasses) }

  /// Mean of the classes' recall, over the same classes.
  package var macroRecall: Double { mean(recall, over: occurringClasses) }

  /// Mean of the classes' F1, over the same classes.
  package var macroF1: Double { mean(f1, over: occurringClasses) }

  /// Unweighted average recall (UAR, balanced accuracy), over classes that are true at least once, as scikit-learn's
  /// `balanced_accuracy_score` takes it; 0 of nothing.
  package var averageRecall: Double { mean(recall, over: (0..<classes).filter { support($0) > 0 }) }

  private var occurringClasses: [Int] { (0..<classes).filter { support($0) + guesses($0) > 0 } }

  private func guesses(_ index: Int) -> Int { counts.reduce(0) { $0 + $1[index] } }

  private func mean(_ value: (Int) -> Double, over indices: [Int]) -> Double {
    indices.isEmpty ? 0 : indices.reduce(0) { $0 + value($1) } / Double(indices.count)
  }

  private func ratio(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
}
