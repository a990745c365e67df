/// `output = input · weightᵀ + bias`, row by row.
///
/// Weights are [outputs, inputs], biases [outputs], as PyTorch stores them.
package enum Dense {
  package static func forward(
    _ input: Matrix, weight: Matrix, bias: UnsafePointer<Float>, into output: Matrix
  ) {
    for row in 0..<output.rows {
      (output.base + row * output.stride).update(from: bias, count: output.columns)
    }
    BLAS.multiply(input, weight.transposed, into: output, accumulating: true)
  }

  /// Adds to the gradients of weight and bias what `outputGradient` asks of them.
  package static func accumulate(
    input: Matrix, outputGradient: Matrix, weightGradient: Matrix, biasGradient: UnsafeMutablePointer<Float>
  ) {
    BLAS.multiply(outputGradient.transposed, input, into: weightGradient, accumulating: true)
    Elementwise.addRowSum(of: outputGradient, to: biasGradient)
  }

  /// The gradient of the input, set or added.
  package static func inputGradient(
    outputGradient: Matrix, weight: Matrix, into inputGradient: Matrix, accumulating: Bool = false
  ) {
    BLAS.multiply(outputGradient, weight, into: inputGradient, accumulating: accumulating)
  }
}
