internal import MoodCore
internal import MoodCorpus
internal import MoodRealtime

/// The whole network forward and backward over some sequences of one length, with all that the way back needs.
///
/// Matrices are [steps · sequences, …], a step's sequences side by side. Create allocates; one thread at a time.
final class NetworkPass {
  let shape: NetworkShape
  let steps: Int
  let sequences: Int
  /// [rows, inputs], for the caller to fill.
  let inputs: SampleBuffer
  /// 1 for every row within its sequence, 0 beyond; for the caller to fill.
  let live: SampleBuffer
  let now: StagePass
  let settled: StagePass

  private let inputDropout: Dropout
  /// Outputs of the input layer and of each convolution, each [rows, trunkWidth].
  private let trunk: SampleBuffer
  /// relu of the input layer before dropout, which its gradient needs.
  private let rectified: SampleBuffer
  private let trunkGradient: SampleBuffer
  private let convolutions: [ConvolutionBox]
  private let carried: CarriedLSTM
  private let carriedOutputs: SampleBuffer
  private let carriedGradient: SampleBuffer
  private let products: SampleBuffer
  private let productGradients: SampleBuffer
  private var dropoutRate: Float = 0

  /// An array cannot hold noncopyable values themselves.
  private final class ConvolutionBox {
    let layer: ResidualConvolution
    init(_ layer: consuming ResidualConvolution) { self.layer = layer }
  }

  init(_ shape: NetworkShape, steps: Int, sequences: Int) {
    precondition(steps > 0 && sequences > 0, "a pass has at least one step of one sequence")
    self.shape = shape
    self.steps = steps
    self.sequences = sequences
    let rows = steps * sequences
    let size = shape.architecture
    let (width, units) = (size.trunkWidth, size.recurrentWidth)
    inputs = SampleBuffer(count: rows * shape.inputs)
    live = SampleBuffer(count: rows)
    now = StagePass(units: units, lookahead: 0, rows: rows)
    settled = StagePass(units: units, lookahead: shape.lookaheadSteps, rows: rows)
    inputDropout = Dropout(count: rows * width)
    trunk = SampleBuffer(count: (size.dilations.count + 1) * rows * width)
    rectified = SampleBuffer(count: rows * width)
    trunkGradient = SampleBuffer(count: rows * width)
    convolutions = (0..<size.dilations.count).map { _ in
      ConvolutionBox(ResidualConvolution(width: width, kernel: size.convolutionKernel, rows: rows))
    }
    carried = CarriedLSTM(width: units, rows: rows)
    carriedOutputs = SampleBuffer(count: rows * units)
    carriedGradient = SampleBuffer(count: rows * units)
    products = SampleBuffer(count: rows * 4 * units)
    productGradients = SampleBuffer(count: rows * 4 * units)
  }

  var rows: Int { steps * sequences }

  /// Computes logits and affects of both stages from `inputs` and `live`; a `dropoutRate` of 0 is the network in use.
  func forward(weights: borrowing ParameterVector, dropoutRate: Float, generator: inout SplitMix64) {
    self.dropoutRate = dropoutRate
    let first = trunk(0)
    Dense.forward(
      inputs.matrix(rows: rows, columns: shape.inputs), weight: weights.matrix("input.weight"),
      bias: weights.pointer("input.bias"), into: first)
    Elementwise.rectify(first.base, count: rows * first.columns)
    if dropoutRate > 0 {
      rectified.base.update(from: first.base, count: rows * first.columns)
      inputDropout.forward(
        first.base, count: rows * first.columns, rate: dropoutRate, generator: &generator)
    }
    for (index, convolution) in convolutions.enumerated() {
      convolution.layer.forward(
        trunk(index), weight: weights.pointer("conv.\(index).weight"),
        bias: weights.pointer("conv.\(index).bias"), into: trunk(index + 1), sequences: sequences)
    }
    let last = trunk(convolutions.count)
    Dense.forward(
      last, weight: weights.matrix("lstm.0.forward.weight_ih"), bias: weights.pointer("lstm.0.forward.bias"),
      into: carried.products(rows: rows))
    Dense.forward(
      last, weight: weights.matrix("lstm.0.backward.weight_ih"),
      bias: weights.pointer("lstm.0.backward.bias"), into: backwardProducts)
    carried.forward(
      recurrent: weights.matrix("lstm.0.forward.weight_hh"), outputs: carriedStates, sequences: sequences)
    for stage in [now, settled] {
      stage.forward(
        carried: carriedStates, products: backwardProducts, weights: weights, live: live.base,
        sequences: sequences, dropoutRate: dropoutRate, generator: &generator)
    }
  }

  /// Adds the gradient of every weight to `gradient`, given those of both stages' outputs after `forward`.
  func backward(weights: borrowing ParameterVector, gradient: borrowing ParameterVector) {
    let units = shape.architecture.recurrentWidth
    let carriedGradient = self.carriedGradient.matrix(rows: rows, columns: units)
    let productGradients = self.productGradients.matrix(rows: rows, columns: 4 * units)
    Elementwise.fill(carriedGradient.base, 0, count: rows * units)
    Elementwise.fill(productGradients.base, 0, count: rows * 4 * units)
    for stage in [now, settled] {
      stage.backward(
        carriedGradient: carriedGradient, productGradients: productGradients, weights: weights,
        gradient: gradient, live: live.base, sequences: sequences, hasDropout: dropoutRate > 0)
    }
    carried.backward(
      outputGradients: carriedGradient, recurrent: weights.matrix("lstm.0.forward.weight_hh"),
      recurrentGradient: gradient.matrix("lstm.0.forward.weight_hh"), sequences: sequences)
    let last = trunk(convolutions.count)
    let trunkGradient = self.trunkGradient.matrix(rows: rows, columns: last.columns)
    let directions = [("forward", carried.products(rows: rows)), ("backward", productGradients)]
    for (index, (direction, productGradient)) in directions.enumerated() {
      Dense.accumulate(
        input: last, outputGradient: productGradient,
        weightGradient: gradient.matrix("lstm.0.\(direction).weight_ih"),
        biasGradient: gradient.pointer("lstm.0.\(direction).bias"))
      Dense.inputGradient(
        outputGradient: productGradient, weight: weights.matrix("lstm.0.\(direction).weight_ih"),
        into: trunkGradient, accumulating: index > 0)
    }
    for (index, convolution) in convolutions.enumerated().reversed() {
      convolution.layer.backward(
        input: trunk(index), gradient: trunkGradient,
        weightGradient: gradient.pointer("conv.\(index).weight"),
        biasGradient: gradient.pointer("conv.\(index).bias"), sequences: sequences)
    }
    let count = rows * trunkGradient.columns
    if dropoutRate > 0 { inputDropout.apply(trunkGradient.base, count: count) }
    Elementwise.rectifyGradient(
      trunkGradient.base, output: dropoutRate > 0 ? rectified.base : trunk(0).base, count: count)
    Dense.accumulate(
      input: inputs.matrix(rows: rows, columns: shape.inputs), outputGradient: trunkGradient,
      weightGradient: gradient.matrix("input.weight"), biasGradient: gradient.pointer("input.bias"))
  }

  private func trunk(_ layer: Int) -> Matrix {
    let width = shape.architecture.trunkWidth
    return trunk.matrix(rows: rows, columns: width, at: layer * rows * width)
  }

  private var carriedStates: Matrix {
    carriedOutputs.matrix(rows: rows, columns: shape.architecture.recurrentWidth)
  }

  private var backwardProducts: Matrix {
    products.matrix(rows: rows, columns: 4 * shape.architecture.recurrentWidth)
  }
}
