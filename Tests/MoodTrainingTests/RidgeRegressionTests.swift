import MoodCore
import Testing

@testable import MoodTraining

@Suite struct RidgeRegressionTests {
  init() throws { try BLAS.load() }

  /// Examples of `columns` random inputs, each followed by what `target` makes of them and a group.
  private func examples(
    _ count: Int, columns: Int, seed: UInt64, groups: Int = 7, weight: (Int) -> Float = { _ in 1 },
    target: ([Float]) -> [Float]
  ) -> RidgeRegression.Examples {
    var generator = SplitMix64(seed: seed)
    var examples = RidgeRegression.Examples(
      columns: columns, outputs: target([Float](repeating: 0, count: columns)).count)
    for index in 0..<count {
      let values = (0..<columns).map { Float($0) + Float($0 + 1) * generator.normal() }
      examples.add(values, target: target(values), weight: weight(index), group: index % groups)
    }
    return examples
  }

  private func said(_ regression: RidgeRegression, _ values: [Float], output: Int) -> Float {
    let row = regression.coefficients.dropFirst(output * (values.count + 1))
    return zip(row, values + [1]).reduce(Float(0)) { sum, pair in sum + pair.0 * pair.1 }
  }

  @Test func findsALine() {
    let line: ([Float]) -> [Float] = { [3 * $0[0] - $0[1] + 5, $0[2] - 100] }
    let regression = RidgeRegression(
      examples(300, columns: 3, seed: 1, target: line), penalties: [1e-6, 1])
    #expect(regression.penalty == 1e-6)
    for values: [Float] in [[0, 0, 0], [2, -3, 7], [-10, 4, 0.5]] {
      for (output, expected) in line(values).enumerated() {
        #expect(abs(said(regression, values, output: output) - expected) < 1e-2)
      }
    }
  }

  /// At the minimum of Σw(y − ŷ)²/Σw + penalty·Σ(deviation·coefficient)² no coefficient can be moved for the better.
  @Test func nothingFitsBetter() {
    var generator = SplitMix64(seed: 2)
    let examples = examples(
      80, columns: 4, seed: 3, weight: { Float($0 % 3 + 1) },
      target: { [$0[0] - 0.3 * $0[3] + generator.normal()] })
    let penalty = 0.5
    let regression = RidgeRegression(examples, penalties: [penalty])
    let weights = examples.weights.map(Double.init)
    let total = weights.reduce(0, +)
    func mean(_ value: (Int) -> Double) -> Double {
      weights.indices.reduce(0) { $0 + weights[$1] * value($1) } / total
    }
    let variances = (0..<4).map { column in
      let middle = mean { Double(examples.inputs[$0 * 4 + column]) }
      return mean { example in
        let distance = Double(examples.inputs[example * 4 + column]) - middle
        return distance * distance
      }
    }
    func cost(_ coefficients: [Double]) -> Double {
      let error = mean { example in
        var error = coefficients[4] - Double(examples.targets[example])
        for column in 0..<4 { error += coefficients[column] * Double(examples.inputs[example * 4 + column]) }
        return error * error
      }
      return variances.indices.reduce(error) { sum, column in
        sum + penalty * variances[column] * coefficients[column] * coefficients[column]
      }
    }
    let found = regression.coefficients.map(Double.init)
    for place in 0..<5 {
      for step in [-1e-3, 1e-3] {
        var other = found
        other[place] += step
        #expect(cost(other) > cost(found))
      }
    }
  }

  @Test func aHeavyPenaltyLeavesTheMean() {
    let regression = RidgeRegression(
      examples(100, columns: 2, seed: 4) { [$0[0] + 10] }, penalties: [1e6])
    #expect(regression.coefficients[..<2].allSatisfy { abs($0) < 1e-5 })
    #expect(abs(regression.coefficients[2] - 10) < 1)
  }

  /// What a group says of itself is not among what is said of it while it is held out.
  @Test func heldOutGroupsAreNotHeard() {
    func heldOut(_ offset: Float) -> [[Float]] {
      var number = 0
      let examples = examples(60, columns: 2, seed: 5, groups: 6) { values in
        defer { number += 1 }
        return [values[0] + ((number - 1) % 6 == 2 ? offset : 0)]
      }
      return RidgeRegression(examples, penalties: [0.01]).heldOut
    }
    let (plain, changed) = (heldOut(0), heldOut(50))
    // Six groups in five folds: 0 and 5 share one.
    for example in plain.indices where example % 6 == 2 {
      #expect(abs(plain[example][0] - changed[example][0]) < 1e-2)
    }
    #expect(plain.indices.contains { abs(plain[$0][0] - changed[$0][0]) > 1 })
  }

  @Test func noiseIsPenalised() {
    var generator = SplitMix64(seed: 6)
    let regression = RidgeRegression(
      examples(60, columns: 40, seed: 7, groups: 60) { _ in [generator.normal()] }, penalties: [1e-3, 100])
    #expect(regression.penalty == 100)
  }

  @Test func oneGroupIsFittedWithCare() {
    let regression = RidgeRegression(
      examples(20, columns: 2, seed: 8, groups: 1) { [$0[0]] }, penalties: [0.1, 3, 1])
    #expect(regression.penalty == 3 && regression.heldOut.count == 20)
  }
}
