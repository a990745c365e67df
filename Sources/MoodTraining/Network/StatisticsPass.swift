internal import MoodCore
internal import MoodRealtime

/// The path over running statistics, at the queries of each sequence: statistics, batch norm, a rectified layer, heads.
final class StatisticsPass {
  /// How fast the running figures of batch norm follow.
  private static let momentum: Float = 0.02
  /// What a normalised statistic is held within, as in the streaming network.
  static let limit: Float = 10

  /// [queries, outputs], after `forward`; their gradients are for the loss to fill.
  let logits: SampleBuffer
  let logitGradients: SampleBuffer
  /// [queries, statistics] before normalisation.
  let raw: SampleBuffer
  /// Running figures of batch norm over this pass's batches.
  let runningMean: SampleBuffer
  let runningVariance: SampleBuffer

  private let rows: Int
  private let columns: Int
  private let hidden: Int
  private let outputs: Int
  private let isDirect: Bool
  private let statistics: RunningStatistics
  private let norm: BatchNorm
  private let inputDropout: Dropout
  private let hiddenDropout: Dropout
  private let normalised: SampleBuffer
  /// Normalised, after dropout.
  private let presented: SampleBuffer
  private let activated: SampleBuffer
  private let rectified: SampleBuffer
  private let activatedGradient: SampleBuffer
  private let presentedGradient: SampleBuffer

  init(_ shape: NetworkShape, _ size: Int, memory: Int, queries: Int) {
    rows = queries
    columns = shape.statistics
    hidden = size
    outputs = shape.outputs
    isDirect = shape.architecture.statistics?.isDirect ?? false
    statistics = RunningStatistics(
      inputs: shape.inputs, width: shape.architecture.trunkWidth, slopes: shape.slopes, memory: memory)
    norm = BatchNorm(columns: columns)
    inputDropout = Dropout(count: queries * columns)
    hiddenDropout = Dropout(count: queries * size)
    raw = SampleBuffer(count: queries * columns)
    normalised = SampleBuffer(count: queries * columns)
    presented = SampleBuffer(count: queries * columns)
    presentedGradient = SampleBuffer(count: queries * columns)
    activated = SampleBuffer(count: queries * size)
    rectified = SampleBuffer(count: queries * size)
    activatedGradient = SampleBuffer(count: queries * size)
    logits = SampleBuffer(count: queries * shape.outputs)
    logitGradients = SampleBuffer(count: queries * shape.outputs)
    runningMean = SampleBuffer(count: columns)
    runningVariance = SampleBuffer([Float](repeating: 1, count: columns))
  }

  /// - Parameter training: normalises by the batch, and drops; otherwise the weights' own figures normalise.
  func forward(
    inputs: Matrix, trunk: Matrix, open: UnsafePointer<Float>, queries: [Int], sequences: Int,
    weights: borrowing ParameterVector, dropout: (input: Float, hidden: Float)?, generator: inout SplitMix64
  ) {
    let raw = self.raw.matrix(rows: rows, columns: columns)
    let shown = presented.matrix(rows: rows, columns: columns)
    statistics.forward(
      inputs: inputs, trunk: trunk, open: open, queries: queries, sequences: sequences, into: raw)
    if dropout != nil {
      let normalised = self.normalised.matrix(rows: rows, columns: columns)
      norm.forward(
        raw, into: normalised, runningMean: runningMean.base, runningVariance: runningVariance.base,
        momentum: Self.momentum)
      shown.base.update(from: normalised.base, count: rows * columns)
    } else {
      BatchNorm.apply(
        raw, mean: weights.pointer("statistics.mean"), variance: weights.pointer("statistics.variance"),
        into: shown)
      for index in 0..<rows * columns {
        shown.base[index] = max(-Self.limit, min(Self.limit, shown.base[index]))
      }
    }
    if let dropout, dropout.input > 0 {
      inputDropout.forward(
        shown.base, count: rows * columns, rate: dropout.input, generator: &generator)
    }
    let inner = activated.matrix(rows: rows, columns: hidden)
    Dense.forward(
      shown, weight: weights.matrix("statistics.hidden.weight"),
      bias: weights.pointer("statistics.hidden.bias"), into: inner)
    Elementwise.rectify(inner.base, count: rows * hidden)
    rectified.base.update(from: inner.base, count: rows * hidden)
    if let dropout, dropout.hidden > 0 {
      hiddenDropout.forward(inner.base, count: rows * hidden, rate: dropout.hidden, generator: &generator)
    }
    let result = logits.matrix(rows: rows, columns: outputs)
    BLAS.multiply(inner, weights.matrix("statistics.head.weight").transposed, into: result)
    if isDirect {
      BLAS.multiply(
        shown, weights.matrix(ParameterLayout.direct).transposed, into: result, accumulating: true)
    }
  }

  /// After a `forward` that trained: adds to the gradients of the trunk and of the weights.
  func backward(
    trunk: Matrix, trunkGradient: Matrix, open: UnsafePointer<Float>, queries: [Int], sequences: Int,
    weights: borrowing ParameterVector, gradient: borrowing ParameterVector,
    dropout: (input: Float, hidden: Float)
  ) {
    let outer = logitGradients.matrix(rows: rows, columns: outputs)
    let inner = activated.matrix(rows: rows, columns: hidden)
    let innerGradient = activatedGradient.matrix(rows: rows, columns: hidden)
    let shown = presented.matrix(rows: rows, columns: columns)
    let shownGradient = presentedGradient.matrix(rows: rows, columns: columns)
    BLAS.multiply(
      outer.transposed, inner, into: gradient.matrix("statistics.head.weight"), accumulating: true)
    BLAS.multiply(outer, weights.matrix("statistics.head.weight"), into: innerGradient)
    if dropout.hidden > 0 { hiddenDropout.apply(innerGradient.base, count: rows * hidden) }
    Elementwise.rectifyGradient(innerGradient.base, output: rectified.base, count: rows * hidden)
    Dense.accumulate(
      input: shown, outputGradient: innerGradient,
      weightGradient: gradient.matrix("statistics.hidden.weight"),
      biasGradient: gradient.pointer("statistics.hidden.bias"))
    Dense.inputGradient(
      outputGradient: innerGradient, weight: weights.matrix("statistics.hidden.weight"), into: shownGradient)
    if isDirect {
      BLAS.multiply(
        outer.transposed, shown, into: gradient.matrix(ParameterLayout.direct), accumulating: true)
      BLAS.multiply(
        outer, weights.matrix(ParameterLayout.direct), into: shownGradient, accumulating: true)
    }
    if dropout.input > 0 { inputDropout.apply(shownGradient.base, count: rows * columns) }
    norm.backward(
      output: normalised.matrix(rows: rows, columns: columns), outputGradient: shownGradient,
      into: shownGradient)
    statistics.backward(
      outputs: raw.matrix(rows: rows, columns: columns), outputGradients: shownGradient, trunk: trunk,
      open: open, queries: queries, sequences: sequences, trunkGradient: trunkGradient)
  }
}
