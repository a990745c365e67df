import MoodCore
import MoodTraining
import Testing

@testable import MoodNetworks

/// Each layer alone, with the loss Σ output · random.
@Suite struct LayerTests {
  init() throws { try BLAS.load() }

  private static func random(_ clips: Int, _ shape: [Int], seed: UInt64) -> Batch {
    var random = SplitMix64(seed: seed)
    return Batch((0..<clips).map { _ in (0..<shape.product).map { _ in random.normal() } }, shape: shape)
  }

  private static func layers() -> [(name: String, layer: any Layer, shape: [Int])] {
    var random = SplitMix64(seed: 5)
    return [
      ("dense", DenseLayer([4, 3], outputs: 5, &random), [4, 3]),
      ("rectifier", RectifierLayer([7], slope: 0.1), [7]),
      ("norm", NormLayer([4, 3]), [4, 3]),
      ("convolution", ConvolutionLayer([5, 4, 3], filters: 2, kernel: (3, 3), &random), [5, 4, 3]),
      ("long convolution", ConvolutionLayer([3, 1, 2], filters: 4, kernel: (5, 1), &random), [3, 1, 2]),
      ("pool", MaxPoolLayer([5, 4, 2], tile: (2, 3)), [5, 4, 2]),
      ("mean", MeanLayer([3, 2, 4]), [3, 2, 4]),
      ("reshape", ReshapeLayer([3, 4], to: [12]), [3, 4]),
      ("memory", LSTMLayer([6, 3], width: 8, isBidirectional: false, outputs: .last, &random), [6, 3]),
      (
        "both directions", LSTMLayer([4, 3], width: 8, isBidirectional: true, outputs: .steps, &random),
        [4, 3]
      ),
      ("dropout", DropoutLayer([9], share: 0.4), [9]),
    ]
  }

  @Test func gradientsEqualDifferences() {
    for (name, layer, shape) in Self.layers() {
      let input = Self.random(3, shape, seed: 1)
      let goal = Self.random(3, layer.outputShape, seed: 2)
      // The same draws each time: a dropout hides the same numbers.
      let output = { layer.forward(input, Pass(isTraining: true, seed: 3)) }
      let loss = {
        let output = output()
        return (0..<output.count).reduce(0.0) { $0 + Double(output.values[$1]) * Double(goal.values[$1]) }
      }
      #expect(output().shape == layer.outputShape)
      for parameter in layer.parameters {
        parameter.gradient = Array(repeating: 0, count: parameter.gradient.count)
      }
      let gradient = layer.backward(goal)
      Differences.expect(
        (0..<input.count).map { gradient.values[$0] }, of: name, { input.values[$0] },
        { input.values[$0] = $1 }, loss: loss)
      for parameter in layer.parameters where parameter.isLearnt {
        Differences.expect(
          parameter.gradient, of: "\(name)'s parameters", { parameter.values[$0] },
          { parameter.values[$0] = $1 }, loss: loss)
      }
    }
  }

  @Test func aNormalisationInUseEqualsPyTorchs() throws {
    let golden = try #require(NetworkGoldens.shared).norm
    let layer = NormLayer([golden.said[0].count])
    for batch in golden.batches {
      _ = layer.forward(Batch(batch, shape: layer.outputShape), Pass(isTraining: true))
    }
    let said = layer.forward(Batch(golden.batches[0], shape: layer.outputShape), Pass(isTraining: false))
    for (clip, row) in golden.said.enumerated() {
      for (own, theirs) in zip(said.array(clip), row) { #expect(abs(own - theirs) < 1e-5) }
    }
  }

  @Test func dropoutKeepsTheMeanAndIsSilentInUse() {
    let layer = DropoutLayer([10_000], share: 0.3)
    let input = Batch([Array(repeating: 1, count: 10_000)], shape: [10_000])
    let trained = layer.forward(input, Pass(isTraining: true, seed: 1)).array(0)
    #expect(abs(trained.reduce(0, +) / 10_000 - 1) < 0.03)
    #expect(abs(Float(trained.count { $0 == 0 }) / 10_000 - 0.3) < 0.02)
    #expect(layer.forward(input, Pass(isTraining: false)).array(0) == input.array(0))
  }

  @Test func masksHideWhatTheReferenceHides() throws {
    let golden = try #require(NetworkGoldens.shared).masks
    let clip = Batch([golden.values], shape: [golden.steps, golden.columns])
    func masks(_ pairs: [[Int]]) -> [SpecAugment.Mask] { pairs.map { .init(start: $0[0], count: $0[1]) } }
    SpecAugment.apply(
      clip.values, steps: golden.steps, columns: golden.columns, bandMasks: masks(golden.bandMasks),
      stepMasks: masks(golden.stepMasks))
    #expect(clip.array(0) == golden.masked)
  }

  @Test func drawnMasksStayInsideTheClip() {
    let augment = SpecAugment(bandMasks: 2, widestBands: 90, stepMasks: 2, longestSteps: 3)
    var random = SplitMix64(seed: 1)
    for _ in 0..<200 {
      let clip = Batch([Array(repeating: 1, count: 20)], shape: [5, 4])
      augment.apply(clip, &random)
      #expect(clip.array(0).allSatisfy { $0 == 0 || $0 == 1 })
    }
  }
}
