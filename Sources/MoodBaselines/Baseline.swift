/// A way to learn clips' labels from statistics of theirs.
package struct Baseline: Sendable, Equatable {
  /// What it is called in a table.
  package var name: String
  package var kind: ClassifierKind
  /// What rarer classes are filled up by; nil where they stay as they are.
  package var smote: SMOTE?
  /// Whether all classes count alike, however many clips they have.
  package var isBalanced: Bool

  package init(name: String, kind: ClassifierKind, smote: SMOTE? = nil, isBalanced: Bool = false) {
    self.name = name
    self.kind = kind
    self.smote = smote
    self.isBalanced = isBalanced
  }

  /// Learns from examples that are scaled and filled up already.
  /// - Throws: `ClassifierError`
  func train(_ examples: Examples, seed: UInt64) throws(ClassifierError) -> any Classifier {
    let weights = isBalanced ? examples.balancedWeights : Array(repeating: 1, count: examples.classCount)
    return try kind.train(examples, weights: weights, seed: seed)
  }

  /// Scales, fills up and learns, by `examples` alone.
  /// - Throws: `ClassifierError`, also where a class has no example; `names` are the classes'.
  func fit(_ examples: Examples, names: [String], seed: UInt64) throws(ClassifierError) -> FittedBaseline {
    if let empty = examples.counts.firstIndex(of: 0) { throw .emptyClass(names[empty]) }
    let scaling = FeatureScaling(fittedOn: examples.rows)
    var scaled = examples
    scaled.rows = examples.rows.map(scaling.apply)
    return FittedBaseline(
      scaling: scaling, classifier: try train(smote?.fill(scaled, seed: seed) ?? scaled, seed: seed))
  }
}

/// What has learnt from training rows, and how other rows are brought to their measure.
struct FittedBaseline {
  let scaling: FeatureScaling
  let classifier: any Classifier

  /// The probability of each class.
  func probabilities(of row: [Double]) -> [Double] { classifier.probabilities(of: scaling.apply(row)) }
}
