internal import MoodNetworks

/// A way to learn clips' labels from their features.
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

  package var isNetwork: Bool { kind.recipe != nil }

  /// The same for rows of so many numbers, which no feature engine made; nil where it hears sequences.
  package func hearing(columns count: Int) -> Baseline? {
    guard let recipe = kind.recipe else { return self }
    guard recipe.shape.count == 1 else { return nil }
    var own = self
    own.kind = .network(NetworkRecipe(plan: recipe.plan, shape: [count], fitting: recipe.fitting))
    return own
  }

  /// After how many numbers of a row its columns come again; nil: never.
  private var columns: Int? {
    kind.recipe.flatMap { $0.shape.count > 1 ? $0.shape[$0.shape.count - 1] : nil }
  }

  /// How rows like these are brought to one measure.
  func scaling(fittedOn rows: [[Double]]) -> FeatureScaling {
    FeatureScaling(fittedOn: rows, columns: columns)
  }

  /// Learns from examples that are scaled and filled up already; a network ends by `validation`.
  /// - Throws: `ClassifierError`
  func train(
    _ examples: Examples, validation: Examples? = nil, seed: UInt64, goesOn: () -> Bool
  ) throws(ClassifierError) -> any Classifier {
    let weights = isBalanced ? examples.balancedWeights : Array(repeating: 1, count: examples.classCount)
    return try kind.train(examples, validation: validation, weights: weights, seed: seed, goesOn: goesOn)
  }

  /// Scales, fills up and learns, by `examples` alone; a network ends by `validation`.
  /// - Throws: `ClassifierError`, also where a class has no example; `names` are the classes'.
  func fit(
    _ examples: Examples, validation: Examples? = nil, names: [String], seed: UInt64, goesOn: () -> Bool
  ) throws(ClassifierError) -> FittedBaseline {
    if let empty = examples.counts.firstIndex(of: 0) { throw .emptyClass(names[empty]) }
    let scaling = scaling(fittedOn: examples.rows)
    func scaled(_ examples: Examples) -> Examples {
      var scaled = examples
      scaled.rows = examples.rows.map(scaling.apply)
      return scaled
    }
    let own = scaled(examples)
    return FittedBaseline(
      scaling: scaling,
      classifier: try train(
        smote?.fill(own, seed: seed) ?? own, validation: validation.map(scaled), seed: seed, goesOn: goesOn))
  }

  /// Learns several questions at once, as only a network does.
  /// - Throws: `ClassifierError`, also where nobody or everybody answers a question by yes.
  func fit(
    _ recipe: NetworkRecipe, rows: [[Double]], answers: [[Bool]],
    validation: (rows: [[Double]], answers: [[Bool]]),
    names: [String], seed: UInt64, goesOn: () -> Bool
  ) throws(ClassifierError) -> FittedBaseline {
    let yes = names.indices.map { index in answers.count { $0[index] } }
    if let empty = yes.indices.first(where: { yes[$0] == 0 || yes[$0] == answers.count }) {
      throw .emptyClass(yes[empty] == 0 ? names[empty] : "no \(names[empty])")
    }
    let weights = yes.map { isBalanced ? Float(answers.count - $0) / Float($0) : 1 }
    let scaling = scaling(fittedOn: rows)
    func material(_ rows: [[Double]], _ answers: [[Bool]]) -> NetworkFitting.Material {
      NetworkFitting.Material(
        rows: rows.map { scaling.apply($0).map(Float.init) }, goals: .several(answers, yesWeights: weights))
    }
    return FittedBaseline(
      scaling: scaling,
      classifier: try recipe.train(
        material(rows, answers), validation: material(validation.rows, validation.answers),
        outputs: names.count,
        seed: seed, goesOn: goesOn))
  }
}

/// What has learnt from training rows, and how other rows are brought to their measure.
struct FittedBaseline {
  let scaling: FeatureScaling
  let classifier: any Classifier

  /// The probability of each class, or of each question that of a yes.
  func probabilities(of row: [Double]) -> [Double] { classifier.probabilities(of: scaling.apply(row)) }
}
