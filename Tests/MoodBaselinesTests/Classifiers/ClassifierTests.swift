import MoodCore
import Testing

@testable import MoodBaselines

@Suite struct ClassifierTests {
  private static let kinds: [ClassifierKind] = [
    .logisticRegression(cost: 1), .linearSupportVectors(cost: 1), .radialSupportVectors(cost: 1, gamma: nil),
    .randomForest(trees: 50),
  ]

  private func golden() throws -> (
    examples: Examples, tested: [[Double]], golden: BaselineGoldens.Classifiers
  ) {
    let golden = try BaselineGoldens.load().classifiers
    let scaling = FeatureScaling(fittedOn: golden.rows)
    return (
      Examples(rows: golden.rows.map(scaling.apply), classes: golden.classes, classCount: 3),
      golden.tested.map(scaling.apply), golden
    )
  }

  private func guess(_ probabilities: [Double]) -> Int {
    probabilities.indices.reduce(0) { probabilities[$1] > probabilities[$0] ? $1 : $0 }
  }

  @Test func logisticRegressionIsScikitLearns() throws {
    let (examples, tested, golden) = try golden()
    let model = try ClassifierKind.logisticRegression(cost: golden.cost).train(
      examples, weights: [1, 1, 1], seed: 1)
    for (row, theirs) in zip(tested, golden.logistic) {
      let own = model.probabilities(of: row)
      #expect(zip(own, theirs).allSatisfy { abs($0 - $1) < 2e-3 })
    }
  }

  /// Their probabilities are fitted on random folds, whose most probable class is now and then another than the vote's.
  @Test func radialSupportVectorsVoteAsScikitLearns() throws {
    let (examples, tested, golden) = try golden()
    let model = try ClassifierKind.radialSupportVectors(cost: golden.radial.cost, gamma: golden.radial.gamma)
      .train(examples, weights: [1, 1, 1], seed: 1)
    let agreeing = zip(tested, golden.radial.guesses).count { guess(model.probabilities(of: $0)) == $1 }
    #expect(Double(agreeing) >= 0.9 * Double(tested.count))
  }

  @Test(arguments: kinds.indices)
  func probabilitiesSumToOneAndTheSameSeedGivesTheSame(kind: Int) throws {
    let (examples, tested, _) = try golden()
    let models = try (0..<2).map { _ in
      try Self.kinds[kind].train(examples, weights: [1, 1, 1], seed: 3)
    }
    for row in tested {
      let probabilities = models[0].probabilities(of: row)
      #expect(abs(probabilities.reduce(0, +) - 1) < 1e-6)
      #expect(probabilities.allSatisfy { $0 >= 0 })
      #expect(models[1].probabilities(of: row) == probabilities)
    }
  }

  @Test(arguments: kinds.indices)
  func classesThatLieApartAreTold(kind: Int) throws {
    var generator = SplitMix64(seed: 8)
    let classes = (0..<90).map { $0 % 3 }
    let rows = classes.map { number in
      [Double(number) * 4 + Double(generator.normal()) / 2, Double(generator.normal())]
    }
    let scaling = FeatureScaling(fittedOn: rows)
    let examples = Examples(rows: rows.map(scaling.apply), classes: classes, classCount: 3)
    // One class against the others cannot tell the middle of three in a row by a line.
    let told: Set<Int> = kind == 0 ? [0, 2] : [0, 1, 2]
    let model = try Self.kinds[kind].train(examples, weights: [1, 1, 1], seed: 1)
    for number in told {
      #expect(guess(model.probabilities(of: scaling.apply([Double(number) * 4, 0]))) == number)
    }
  }

  @Test func aWeightMovesTheBorder() throws {
    var generator = SplitMix64(seed: 9)
    let classes = (0..<200).map { $0 % 10 == 0 ? 1 : 0 }
    let rows = classes.map { [Double($0) + Double(generator.normal())] }
    let examples = Examples(rows: rows, classes: classes, classCount: 2)
    let kind = ClassifierKind.logisticRegression(cost: 1)
    let plain = try kind.train(examples, weights: [1, 1], seed: 1).probabilities(of: [0.5])[1]
    let balanced = try kind.train(examples, weights: examples.balancedWeights, seed: 1).probabilities(of: [
      0.5
    ])[1]
    #expect(plain < 0.3)
    #expect(abs(balanced - 0.5) < 0.15)
  }
}
