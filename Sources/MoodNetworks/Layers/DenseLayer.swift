internal import MoodCore
internal import MoodTraining

/// `output = input · weightᵀ + bias` for every row of the last dimension.
final class DenseLayer: Layer {
  let outputShape: [Int]
  private let weight: Parameter
  private let bias: Parameter
  private var input: Batch?

  init(_ shape: [Int], outputs: Int, _ random: inout SplitMix64) {
    let inputs = shape[shape.count - 1]
    outputShape = shape.dropLast() + [outputs]
    weight = Parameter(.weight, shape: [outputs, inputs], inputs: inputs, &random)
    bias = Parameter(.bias, shape: [outputs], inputs: inputs, &random)
  }

  var parameters: [Parameter] { [weight, bias] }

  func forward(_ input: Batch, _ pass: Pass) -> Batch {
    self.input = input
    let output = Batch(clips: input.clips, shape: outputShape)
    weight.values.withMatrix(columns: input.channels) { weight in
      Dense.forward(input.rows, weight: weight, bias: bias.values, into: output.rows)
    }
    return output
  }

  func backward(_ gradient: Batch) -> Batch {
    guard let input else { preconditionFailure("a way back follows a way forth") }
    let inputGradient = Batch(clips: input.clips, shape: input.shape)
    weight.gradient.withMatrix(columns: input.channels) { weightGradient in
      bias.gradient.withUnsafeMutableBufferPointer { biasGradient in
        guard let biasGradient = biasGradient.baseAddress else { return }
        Dense.accumulate(
          input: input.rows, outputGradient: gradient.rows, weightGradient: weightGradient,
          biasGradient: biasGradient)
      }
    }
    weight.values.withMatrix(columns: input.channels) { weight in
      Dense.inputGradient(outputGradient: gradient.rows, weight: weight, into: inputGradient.rows)
    }
    return inputGradient
  }
}

extension [Float] {
  /// Lends the numbers as rows of so many columns.
  mutating func withMatrix(columns: Int, _ body: (Matrix) -> Void) {
    let rows = count / columns
    withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      body(Matrix(base, rows: rows, columns: columns))
    }
  }
}
