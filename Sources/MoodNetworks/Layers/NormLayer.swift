internal import MoodCore
internal import MoodRealtime
internal import MoodTraining

/// Batch normalisation of every column of the last dimension, with scale and shift (Ioffe and Szegedy 2015).
final class NormLayer: Layer {
  /// By which the running figures move, as PyTorch has it.
  private static let momentum: Float = 0.1

  let outputShape: [Int]
  private let scale: Parameter
  private let shift: Parameter
  private let mean: Parameter
  private let variance: Parameter
  private var norm: BatchNorm
  /// Before scale and shift.
  private var normalised: Batch?

  init(_ shape: [Int]) {
    outputShape = shape
    let columns = shape[shape.count - 1]
    func parameter(_ kind: Parameter.Kind, _ value: Float) -> Parameter {
      Parameter(kind, shape: [columns], values: Array(repeating: value, count: columns))
    }
    scale = parameter(.bias, 1)
    shift = parameter(.bias, 0)
    mean = parameter(.running, 0)
    variance = parameter(.runningVariance, 1)
    norm = BatchNorm(columns: columns)
  }

  var parameters: [Parameter] { [scale, shift, mean, variance] }

  func forward(_ input: Batch, _ pass: Pass) -> Batch {
    let normalised = Batch(clips: input.clips, shape: input.shape)
    if pass.isTraining {
      mean.values.withUnsafeMutableBufferPointer { mean in
        variance.values.withUnsafeMutableBufferPointer { variance in
          guard let mean = mean.baseAddress, let variance = variance.baseAddress else { return }
          norm.forward(
            input.rows, into: normalised.rows, runningMean: mean, runningVariance: variance,
            momentum: Self.momentum)
        }
      }
    } else {
      BatchNorm.apply(input.rows, mean: mean.values, variance: variance.values, into: normalised.rows)
    }
    self.normalised = normalised
    let output = Batch(clips: input.clips, shape: input.shape)
    let columns = input.channels
    scale.values.withUnsafeBufferPointer { scale in
      shift.values.withUnsafeBufferPointer { shift in
        for row in stride(from: 0, to: input.count, by: columns) {
          let (source, target) = (normalised.values + row, output.values + row)
          for column in 0..<columns { target[column] = scale[column] * source[column] + shift[column] }
        }
      }
    }
    return output
  }

  func backward(_ gradient: Batch) -> Batch {
    guard let normalised else { preconditionFailure("a way back follows a way forth") }
    let inner = Batch(clips: gradient.clips, shape: outputShape)
    let columns = gradient.channels
    scale.values.withUnsafeBufferPointer { scale in
      self.scale.gradient.withUnsafeMutableBufferPointer { scaleGradient in
        shift.gradient.withUnsafeMutableBufferPointer { shiftGradient in
          for row in stride(from: 0, to: gradient.count, by: columns) {
            let (slope, value, target) = (gradient.values + row, normalised.values + row, inner.values + row)
            for column in 0..<columns {
              scaleGradient[column] += slope[column] * value[column]
              shiftGradient[column] += slope[column]
              target[column] = slope[column] * scale[column]
            }
          }
        }
      }
    }
    let inputGradient = Batch(clips: gradient.clips, shape: outputShape)
    norm.backward(output: normalised.rows, outputGradient: inner.rows, into: inputGradient.rows)
    return inputGradient
  }
}
