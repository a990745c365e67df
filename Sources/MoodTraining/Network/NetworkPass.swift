internal import MoodCore
internal import MoodRealtime

/// The whole network forward and backward over some sequences of one length, with all that the way back needs.
///
/// Matrices are [steps · sequences, …], a step's sequences side by side. Create allocates; one thread at a time.
final class NetworkPass {
  /// What is silenced while training; zeros are the network in use.
  struct DropoutRates {
    var units: Float
    var statistics: Float
    var hidden: Float
  }

  let shape: NetworkShape
  let steps: Int
  let sequences: Int
  /// Steps of each sequence at which the path over statistics is asked.
  let queriesPerSequence: Int
  /// [rows, inputs], what the trunk reads, for the caller to fill.
  let inputs: SampleBuffer
  /// [rows, inputs], the same without noise, which would widen deviations; for the caller to fill.
  let plain: SampleBuffer
  /// 1 for every row within its sequence, 0 beyond; for the caller to fill.
  let live: SampleBuffer
  /// 1 for every row that passes the gate; for the caller to fill.
  let open: SampleBuffer
  /// [sequences · queries], ascending within a sequence, the last being the sequence's last step that counts; for the
  /// caller to fill.
  var queries: [Int]
  let now: StagePass
  let settled: StagePass
  let statistics: StatisticsPass?
  /// [rows, teacherOutputs] and the gradient, which is for the loss to fill.
  let teacher: SampleBuffer
  let teacherGradients: SampleBuffer

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
  private var dropout: DropoutRates?

  /// An array cannot hold noncopyable values themselves.
  private final class ConvolutionBox {
    let layer: ResidualConvolution
    init(_ layer: consuming ResidualConvolution) { self.layer = layer }
  }

  init(_ shape: NetworkShape, steps: Int, sequences: Int, queries perSequence: Int = 1) {
    precondition(
      steps > 0 && sequences > 0 && perSequence > 0, "a pass has at least one step of one sequence")
    self.shape = shape
    self.steps = steps
    self.sequences = sequences
    queriesPerSequence = perSequence
    queries = Array(repeating: steps - 1, count: sequences * perSequence)
    let rows = steps * sequences
    let size = shape.architecture
    let (width, units) = (size.trunkWidth, size.recurrentWidth)
    inputs = SampleBuffer(count: rows * shape.inputs)
    plain = SampleBuffer(count: rows * shape.inputs)
    live = SampleBuffer(count: rows)
    open = SampleBuffer(count: rows)
    now = StagePass(units: units, lookahead: 0, outputs: shape.outputs, rows: rows)
    settled = StagePass(
      units: units, lookahead: shape.lookaheadSteps, outputs: shape.outputs, rows: rows)
    statistics = size.statistics.map {
      StatisticsPass(
        shape, $0.hiddenWidth, memory: $0.memorySteps, queries: sequences * perSequence)
    }
    teacher = SampleBuffer(count: rows * shape.teacherOutputs)
    teacherGradients = SampleBuffer(count: rows * shape.teacherOutputs)
    inputDropout = Dropout(count: rows * width)
    trunk = SampleBuffer(count: (size.dilations.count + 1) * rows * width)
    rectified = SampleBuffer(count: rows * width)
    trunkGradient = SampleBuffer(count: rows * width)
    convolutions = size.dilations.map {
      ConvolutionBox(
        ResidualConvolution(width: width, kernel: size.convolutionKernel, dilation: $0, rows: rows))
    }
    carried = CarriedLSTM(width: units, rows: rows)
    carriedOutputs = SampleBuffer(count: rows * units)
    carriedGradient = SampleBuffer(count: rows * units)
    products = SampleBuffer(count: rows * 4 * units)
    productGradients = SampleBuffer(count: rows * 4 * units)
  }

  var rows: Int { steps * sequences }

  /// Computes what the teacher would say of each step, from `inputs` alone.
  func forwardTeacher(
    weights: borrowing ParameterVector, dropout: DropoutRates?, generator: inout SplitMix64
  ) {
    self.dropout = dropout
    forwardTrunk(weights: weights, generator: &generator)
    guard shape.teacherOutputs > 0 else { return }
    Dense.forward(
      lastTrunk, weight: weights.matrix("teacher.weight"), bias: weights.pointer("teacher.bias"),
      into: teacher.matrix(rows: rows, columns: shape.teacherOutputs))
  }

  /// Computes logits of both stages, of the statistics at the queries, and the teacher's outputs.
  func forward(weights: borrowing ParameterVector, dropout: DropoutRates?, generator: inout SplitMix64) {
    forwardTeacher(weights: weights, dropout: dropout, generator: &generator)
    let last = lastTrunk
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
        sequences: sequences, dropoutRate: dropout?.units ?? 0, generator: &generator)
    }
    statistics?.forward(
      inputs: plain.matrix(rows: rows, columns: shape.inputs), trunk: last, open: open.base,
      queries: queries, sequences: sequences, weights: weights,
      dropout: dropout.map { ($0.statistics, $0.hidden) }, generator: &generator)
  }

  /// Adds the gradient of every weight to `gradient`, given that of the teacher's outputs after `forwardTeacher`.
  func backwardTeacher(weights: borrowing ParameterVector, gradient: borrowing ParameterVector) {
    backwardTeacherHead(weights: weights, gradient: gradient, accumulating: false)
    backwardTrunk(weights: weights, gradient: gradient)
  }

  /// Adds the gradient of every weight to `gradient`, given those of all outputs after `forward`.
  func backward(weights: borrowing ParameterVector, gradient: borrowing ParameterVector) {
    let units = shape.architecture.recurrentWidth
    let carriedGradient = self.carriedGradient.matrix(rows: rows, columns: units)
    let productGradients = self.productGradients.matrix(rows: rows, columns: 4 * units)
    Elementwise.fill(carriedGradient.base, 0, count: rows * units)
    Elementwise.fill(productGradients.base, 0, count: rows * 4 * units)
    for stage in [now, settled] {
      stage.backward(
        carriedGradient: carriedGradient, productGradients: productGradients, weights: weights,
        gradient: gradient, live: live.base, sequences: sequences, hasDropout: (dropout?.units ?? 0) > 0)
    }
    carried.backward(
      outputGradients: carriedGradient, recurrent: weights.matrix("lstm.0.forward.weight_hh"),
      recurrentGradient: gradient.matrix("lstm.0.forward.weight_hh"), sequences: sequences)
    let last = lastTrunk
    let directions = [("forward", carried.products(rows: rows)), ("backward", productGradients)]
    for (index, (direction, productGradient)) in directions.enumerated() {
      Dense.accumulate(
        input: last, outputGradient: productGradient,
        weightGradient: gradient.matrix("lstm.0.\(direction).weight_ih"),
        biasGradient: gradient.pointer("lstm.0.\(direction).bias"))
      Dense.inputGradient(
        outputGradient: productGradient, weight: weights.matrix("lstm.0.\(direction).weight_ih"),
        into: trunkGradients, accumulating: index > 0)
    }
    backwardTeacherHead(weights: weights, gradient: gradient, accumulating: true)
    if let dropout {
      statistics?.backward(
        trunk: last, trunkGradient: trunkGradients, open: open.base, queries: queries, sequences: sequences,
        weights: weights, gradient: gradient, dropout: (dropout.statistics, dropout.hidden))
    }
    backwardTrunk(weights: weights, gradient: gradient)
  }

  private func forwardTrunk(weights: borrowing ParameterVector, generator: inout SplitMix64) {
    let first = trunk(0)
    Dense.forward(
      inputs.matrix(rows: rows, columns: shape.inputs), weight: weights.matrix("input.weight"),
      bias: weights.pointer("input.bias"), into: first)
    Elementwise.rectify(first.base, count: rows * first.columns)
    if let rate = dropout?.units, rate > 0 {
      rectified.base.update(from: first.base, count: rows * first.columns)
      inputDropout.forward(first.base, count: rows * first.columns, rate: rate, generator: &generator)
    }
    for (index, convolution) in convolutions.enumerated() {
      convolution.layer.forward(
        trunk(index), weight: weights.pointer("conv.\(index).weight"),
        bias: weights.pointer("conv.\(index).bias"), into: trunk(index + 1), sequences: sequences)
    }
  }

  private func backwardTrunk(weights: borrowing ParameterVector, gradient: borrowing ParameterVector) {
    for (index, convolution) in convolutions.enumerated().reversed() {
      convolution.layer.backward(
        input: trunk(index), gradient: trunkGradients,
        weightGradient: gradient.pointer("conv.\(index).weight"),
        biasGradient: gradient.pointer("conv.\(index).bias"), sequences: sequences)
    }
    let count = rows * trunkGradients.columns
    let hasDropout = (dropout?.units ?? 0) > 0
    if hasDropout { inputDropout.apply(trunkGradient.base, count: count) }
    Elementwise.rectifyGradient(
      trunkGradient.base, output: hasDropout ? rectified.base : trunk(0).base, count: count)
    Dense.accumulate(
      input: inputs.matrix(rows: rows, columns: shape.inputs), outputGradient: trunkGradients,
      weightGradient: gradient.matrix("input.weight"), biasGradient: gradient.pointer("input.bias"))
  }

  private func backwardTeacherHead(
    weights: borrowing ParameterVector, gradient: borrowing ParameterVector, accumulating: Bool
  ) {
    guard shape.teacherOutputs > 0 else { return }
    let headGradient = teacherGradients.matrix(rows: rows, columns: shape.teacherOutputs)
    Dense.accumulate(
      input: lastTrunk, outputGradient: headGradient, weightGradient: gradient.matrix("teacher.weight"),
      biasGradient: gradient.pointer("teacher.bias"))
    Dense.inputGradient(
      outputGradient: headGradient, weight: weights.matrix("teacher.weight"), into: trunkGradients,
      accumulating: accumulating)
  }

  private func trunk(_ layer: Int) -> Matrix {
    let width = shape.architecture.trunkWidth
    return trunk.matrix(rows: rows, columns: width, at: layer * rows * width)
  }

  private var lastTrunk: Matrix { trunk(convolutions.count) }

  private var trunkGradients: Matrix {
    trunkGradient.matrix(rows: rows, columns: shape.architecture.trunkWidth)
  }

  private var carriedStates: Matrix {
    carriedOutputs.matrix(rows: rows, columns: shape.architecture.recurrentWidth)
  }

  private var backwardProducts: Matrix {
    products.matrix(rows: rows, columns: 4 * shape.architecture.recurrentWidth)
  }
}
