import MoodTraining
import Testing

@testable import MoodNetworks

/// Every architecture against PyTorch.
@Suite struct NetworkParityTests {
  init() throws { try BLAS.load() }

  @Test func goldensAreThere() throws {
    #expect(try #require(NetworkGoldens.shared).cases.count == 7)
  }

  /// Losses, and what the network says afterwards.
  @Test(arguments: NetworkGoldens.cases)
  func tenStepsEqualPyTorchs(_ golden: NetworkGoldens.Case) throws {
    let network = try golden.network()
    let optimiser = Adam(network.parameters, rate: golden.rate, penalty: golden.penalty)
    let input = Batch(golden.inputs, shape: golden.shape)
    let pass = Pass(isTraining: true)
    for (step, loss) in golden.losses.enumerated() {
      let own = NetworkFitting.step(network, input, golden.goals, pass, optimiser)
      #expect(abs(own - loss) < 1e-4 * max(1, loss), "step \(step)")
    }
    let outputs = network.forward(input, pass)
    for (clip, said) in golden.said.enumerated() {
      for (own, theirs) in zip(outputs.array(clip), said) { #expect(abs(own - theirs) < 1e-3) }
    }
  }

  /// In training, normalisations and all.
  @Test(arguments: NetworkGoldens.cases)
  func gradientsEqualDifferences(_ golden: NetworkGoldens.Case) throws {
    let network = try golden.network()
    let input = Batch(golden.inputs, shape: golden.shape)
    let loss = { Double(golden.goals.loss(network.forward(input, Pass(isTraining: true))).value) }
    let inputGradient = network.backward(
      golden.goals.loss(network.forward(input, Pass(isTraining: true))).gradient)
    Differences.expect(
      (0..<input.count).map { inputGradient.values[$0] }, of: "the input",
      { input.values[$0] }, { input.values[$0] = $1 }, loss: loss)
    for (number, parameter) in network.parameters.enumerated() where parameter.isLearnt {
      Differences.expect(
        parameter.gradient, of: "parameter \(number)", { parameter.values[$0] },
        { parameter.values[$0] = $1 }, loss: loss)
    }
  }
}
