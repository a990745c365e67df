import MoodCore
import Testing

@testable import MoodNetworks

@Suite struct NetworkFittingTests {
  /// Two classes that a line does not part: whether two numbers have the same sign.
  private static func material(_ count: Int, seed: UInt64) -> NetworkFitting.Material {
    var random = SplitMix64(seed: seed)
    let rows = (0..<count).map { _ in [random.normal(), random.normal()] }
    return NetworkFitting.Material(
      rows: rows, goals: .classes(rows.map { $0[0] * $0[1] > 0 ? 1 : 0 }, weights: [1, 1]))
  }

  private static func network(seed: UInt64 = 1) throws -> Network {
    try Network(NetworkPlan(["dense 16", "relu", "dropout 0.1"]), inputShape: [2], outputs: 2, seed: seed)
  }

  @Test func whatNoLineDividesIsLearnt() throws {
    let network = try Self.network()
    let fitting = NetworkFitting(epochs: 60, batch: 16, rate: 0.01, patience: 60)
    let history = try fitting.fit(
      network, training: Self.material(300, seed: 1), validation: Self.material(100, seed: 2), seed: 1)
    #expect(try #require(history.validationLosses.min()) < 0.3)
    #expect(history.validationLosses.min() == history.validationLosses[history.best])
  }

  @Test func theSameSeedsGiveTheSameWeights() throws {
    let networks = try (0..<2).map { _ in
      let network = try Self.network(seed: 4)
      try NetworkFitting(epochs: 3, batch: 16, rate: 0.01).fit(
        network, training: Self.material(65, seed: 1), validation: Self.material(20, seed: 2), seed: 9)
      return network
    }
    #expect(networks[0].parameters.map(\.values) == networks[1].parameters.map(\.values))
  }

  /// Nothing can be learnt from chance, so the first epochs are the best.
  @Test func trainingEndsWhenNothingBecomesBetter() throws {
    var random = SplitMix64(seed: 3)
    func noise() -> NetworkFitting.Material {
      let rows = (0..<40).map { _ in [random.normal(), random.normal()] }
      return .init(rows: rows, goals: .classes(rows.map { _ in random.index(below: 2) }, weights: [1, 1]))
    }
    let network = try Self.network()
    let history = try NetworkFitting(epochs: 500, batch: 8, rate: 0.05, patience: 4).fit(
      network, training: noise(), validation: noise(), seed: 1)
    #expect(history.losses.count < 500 && history.losses.count == history.best + 5)
  }

  @Test func aBalancedRareYesCountsAsMuchAsTheOthers() throws {
    let goals = Goals.several([[true], [false], [false], [false]], yesWeights: [3])
    let outputs = Batch([[0], [0], [0], [0]], shape: [1])
    let (_, gradient) = goals.loss(outputs)
    #expect(abs((0..<4).reduce(0) { $0 + gradient.values[$1] }) < 1e-6)
  }
}
