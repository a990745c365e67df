import MoodCore
import MoodInference
import MoodRealtime
import Testing

@testable import MoodCorpus
@testable import MoodTraining

/// The network and its loss as a whole.
@Suite struct NetworkGradientTests {
  private let shape = NetworkShape(
    inputs: 6,
    architecture: ModelMetadata.Architecture(
      trunkWidth: 8, dilations: [1, 1], convolutionKernel: 3, recurrentWidth: 8, recurrentLayers: 1),
    lookaheadSteps: 2)

  init() throws { try BLAS.load() }

  @Test(arguments: [Float(0), Float(0.3)])
  func everyGradientEqualsDifferences(dropoutRate: Float) {
    let pass = NetworkPass(shape, steps: 6, sequences: 4)
    let inputs = GradientCheck.random(pass.rows * 6, seed: 21)
    pass.inputs.base.update(from: inputs.base, count: inputs.count)
    for row in 0..<pass.rows { pass.live.base[row] = row % 4 == 3 && row / 4 > 3 ? 0 : 1 }
    let part = BatchLoss.Part(
      pass: pass,
      targets: [
        Target(quadrants: SIMD4(0.7, 0.1, 0.1, 0.1), affect: nil, affectWeight: 1),
        Target(quadrants: nil, affect: Affect(valence: 0.5, arousal: -0.4), affectWeight: 1),
        Target(
          quadrants: SIMD4(0, 0, 1, 0), affect: Affect(valence: -0.3, arousal: 0.1), affectWeight: 0.3),
        Target(quadrants: nil, affect: Affect(valence: -0.2, arousal: 0.6), affectWeight: 1),
      ], countedSteps: [4, 5, 6, 4])
    let loss = BatchLoss(
      weights: TrainingConfiguration.Losses(
        now: 0.5, settled: 1, quadrantStep: 0.7, quadrantClip: 0.4, affectStep: 1, affectClip: 0.6,
        affectConcordance: 0.3))
    let weights = ParameterVector(ParameterLayout(shape), seed: 22)
    // Zero biases would put silenced units exactly on the kink of the rectifier.
    let biases = GradientCheck.random(weights.layout.count, seed: 24, scale: 0.3)
    for tensor in weights.layout.tensors where tensor.isBias {
      weights.pointer(tensor.name).update(from: biases.base + tensor.offset, count: tensor.count)
    }
    let evaluate = {
      var generator = SplitMix64(seed: 23)
      pass.forward(weights: weights, dropoutRate: dropoutRate, generator: &generator)
      return Double(loss.evaluate([part]))
    }
    _ = evaluate()
    let gradient = ParameterVector(weights.layout)
    pass.backward(weights: weights, gradient: gradient)
    for tensor in weights.layout.tensors {
      let analytic = Array(UnsafeBufferPointer(start: gradient.pointer(tensor.name), count: tensor.count))
      #expect(analytic.contains { $0 != 0 }, "\(tensor.name) has a gradient")
      GradientCheck.expect(
        weights.pointer(tensor.name), count: tensor.count, gradient: analytic, samples: 6,
        label: tensor.name, loss: evaluate)
    }
  }

  @Test func twoPartsAreOneBatch() {
    let inputs = GradientCheck.random(5 * 4 * 6, seed: 31)
    let weights = ParameterVector(ParameterLayout(shape), seed: 32)
    let quadrants = SIMD4<Float>(0.1, 0.7, 0.1, 0.1)
    let targets: [Target] = [0, 1, 2, 3].map { (index: Float) -> Target in
      let affect = Affect(valence: 0.2 * index, arousal: -0.1 * index * index)
      return Target(quadrants: index < 2 ? quadrants : nil, affect: affect, affectWeight: 1)
    }
    let loss = BatchLoss(weights: TrainingConfiguration().losses)
    func run(_ groups: [Range<Int>]) -> (Float, [Float]) {
      let gradient = ParameterVector(weights.layout)
      let parts = groups.map { group in
        let pass = NetworkPass(shape, steps: 5, sequences: group.count)
        for step in 0..<5 {
          for (place, sequence) in group.enumerated() {
            let row = step * group.count + place
            (pass.inputs.base + row * 6).update(from: inputs.base + (step * 4 + sequence) * 6, count: 6)
            pass.live.base[row] = 1
          }
        }
        var generator = SplitMix64(seed: 0)
        pass.forward(weights: weights, dropoutRate: 0, generator: &generator)
        return BatchLoss.Part(
          pass: pass, targets: group.map { targets[$0] }, countedSteps: group.map { _ in 5 })
      }
      let value = loss.evaluate(parts)
      for part in parts { part.pass.backward(weights: weights, gradient: gradient) }
      return (value, gradient.values.array())
    }
    let (whole, wholeGradient) = run([0..<4])
    let (halves, halvesGradient) = run([0..<2, 2..<4])
    #expect(abs(whole - halves) < 1e-5)
    #expect(zip(wholeGradient, halvesGradient).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func concordanceGradientEqualsDifferences() {
    let ratings: [Float] = [0.1, -0.4, 0.8, 0.3, 0]
    let estimates = SampleBuffer([0.3, -0.1, 0.2, 0.6, -0.5])
    let (_, gradient) = ConcordanceLoss.evaluate(estimates.array(), ratings)
    GradientCheck.expect(estimates.base, count: 5, gradient: gradient, label: "estimate") {
      Double(ConcordanceLoss.evaluate(estimates.array(), ratings).loss)
    }
  }
}
