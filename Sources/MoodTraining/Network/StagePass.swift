internal import MoodCore
internal import MoodRealtime

/// One opinion of the recurrent path, `now` or `settled`: the backward direction, and the heads on both directions.
final class StagePass {
  /// [rows, outputs], after `forward`; their gradients are for the loss to fill.
  let logits: SampleBuffer
  let logitGradients: SampleBuffer
  let outputs: Int

  private let units: Int
  private let windowed: WindowedLSTM
  private let dropout: Dropout
  /// [rows, 2·units]: forward state, then backward state.
  private let joined: SampleBuffer
  private let joinedGradient: SampleBuffer

  init(units: Int, lookahead: Int, outputs: Int, rows: Int) {
    self.units = units
    self.outputs = outputs
    windowed = WindowedLSTM(width: units, lookahead: lookahead, rows: rows)
    dropout = Dropout(count: rows * 2 * units)
    joined = SampleBuffer(count: rows * 2 * units)
    joinedGradient = SampleBuffer(count: rows * 2 * units)
    logits = SampleBuffer(count: rows * outputs)
    logitGradients = SampleBuffer(count: rows * outputs)
  }

  /// - Parameters:
  ///   - carried: [rows, units], the forward direction's states.
  ///   - products: [rows, 4·units], the backward direction's input products.
  func forward(
    carried: Matrix, products: Matrix, weights: borrowing ParameterVector, live: UnsafePointer<Float>,
    sequences: Int, dropoutRate: Float, generator: inout SplitMix64
  ) {
    let rows = carried.rows
    let joined = self.joined.matrix(rows: rows, columns: 2 * units)
    for row in 0..<rows {
      (joined.base + row * 2 * units).update(from: carried.base + row * units, count: units)
    }
    windowed.forward(
      products: products, recurrent: weights.matrix("lstm.0.backward.weight_hh"), live: live,
      outputs: joined.columns(from: units, count: units), sequences: sequences)
    if dropoutRate > 0 {
      dropout.forward(joined.base, count: rows * 2 * units, rate: dropoutRate, generator: &generator)
    }
    Dense.forward(
      joined, weight: weights.matrix("head.weight"), bias: weights.pointer("head.bias"),
      into: logits.matrix(rows: rows, columns: outputs))
  }

  /// Adds to the gradients of `carried`, of `products` and of the weights.
  func backward(
    carriedGradient: Matrix, productGradients: Matrix, weights: borrowing ParameterVector,
    gradient: borrowing ParameterVector, live: UnsafePointer<Float>, sequences: Int, hasDropout: Bool
  ) {
    let rows = carriedGradient.rows
    let joined = self.joined.matrix(rows: rows, columns: 2 * units)
    let joinedGradient = self.joinedGradient.matrix(rows: rows, columns: 2 * units)
    let headGradient = logitGradients.matrix(rows: rows, columns: outputs)
    Dense.accumulate(
      input: joined, outputGradient: headGradient, weightGradient: gradient.matrix("head.weight"),
      biasGradient: gradient.pointer("head.bias"))
    Dense.inputGradient(
      outputGradient: headGradient, weight: weights.matrix("head.weight"), into: joinedGradient)
    if hasDropout { dropout.apply(joinedGradient.base, count: rows * 2 * units) }
    for row in 0..<rows {
      Elementwise.add(
        joinedGradient.base + row * 2 * units, to: carriedGradient.base + row * units, count: units)
    }
    windowed.backward(
      outputGradients: joinedGradient.columns(from: units, count: units),
      recurrent: weights.matrix("lstm.0.backward.weight_hh"), live: live, productGradients: productGradients,
      recurrentGradient: gradient.matrix("lstm.0.backward.weight_hh"), sequences: sequences)
  }
}
