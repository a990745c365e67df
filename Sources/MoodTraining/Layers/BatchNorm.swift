internal import MoodRealtime

/// Brings each column to mean 0 and deviation 1 over the rows of a batch (Ioffe and Szegedy 2015, without scale and
/// shift: the layer above has its own). In use, fixed means and variances take the batch's place.
package struct BatchNorm: ~Copyable {
  /// Added to a variance, as PyTorch does.
  static let tiny: Float = 1e-5

  private let columns: Int
  /// Of the last batch.
  private let means: SampleBuffer
  private let variances: SampleBuffer
  private let sums: SampleBuffer

  package init(columns: Int) {
    self.columns = columns
    means = SampleBuffer(count: columns)
    variances = SampleBuffer(count: columns)
    sums = SampleBuffer(count: 3 * columns)
  }

  /// Normalises by the batch's own figures (the variance with divisor n), and moves the running ones towards them by
  /// `momentum` (the variance with divisor n − 1).
  package func forward(
    _ input: Matrix, into output: Matrix, runningMean: UnsafeMutablePointer<Float>,
    runningVariance: UnsafeMutablePointer<Float>, momentum: Float
  ) {
    let rows = Float(input.rows)
    Elementwise.fill(means.base, 0, count: columns)
    Elementwise.fill(variances.base, 0, count: columns)
    Elementwise.addRowSum(of: input, to: means.base)
    Elementwise.scale(means.base, by: 1 / rows, count: columns)
    let (mean, variance) = (means.base, variances.base)
    for row in 0..<input.rows {
      let values = input.base + row * input.stride
      for index in 0..<columns {
        let distance = values[index] - mean[index]
        variance[index] += distance * distance / rows
      }
    }
    Self.apply(input, mean: means.base, variance: variances.base, into: output)
    let correction = rows / max(1, rows - 1)
    for index in 0..<columns {
      runningMean[index] += momentum * (means.base[index] - runningMean[index])
      runningVariance[index] += momentum * (variances.base[index] * correction - runningVariance[index])
    }
  }

  /// Turns the gradient of the last `forward`'s output into that of its input.
  package func backward(output: Matrix, outputGradient: Matrix, into inputGradient: Matrix) {
    let rows = Float(output.rows)
    let gradientSums = sums.base
    let productSums = sums.base + columns
    let scales = sums.base + 2 * columns
    Elementwise.fill(gradientSums, 0, count: 2 * columns)
    for row in 0..<output.rows {
      let value = output.base + row * output.stride
      let gradient = outputGradient.base + row * outputGradient.stride
      for index in 0..<columns {
        gradientSums[index] += gradient[index]
        productSums[index] += gradient[index] * value[index]
      }
    }
    for index in 0..<columns { scales[index] = 1 / (variances.base[index] + Self.tiny).squareRoot() }
    for row in 0..<output.rows {
      let value = output.base + row * output.stride
      let gradient = outputGradient.base + row * outputGradient.stride
      let target = inputGradient.base + row * inputGradient.stride
      for index in 0..<columns {
        let shared = (gradientSums[index] + value[index] * productSums[index]) / rows
        target[index] = scales[index] * (gradient[index] - shared)
      }
    }
  }

  /// Normalises by given figures.
  package static func apply(
    _ input: Matrix, mean: UnsafePointer<Float>, variance: UnsafePointer<Float>, into output: Matrix
  ) {
    for row in 0..<input.rows {
      let source = input.base + row * input.stride
      let target = output.base + row * output.stride
      for index in 0..<input.columns {
        target[index] = (source[index] - mean[index]) / (variance[index] + tiny).squareRoot()
      }
    }
  }
}
