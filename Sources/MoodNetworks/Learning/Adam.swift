internal import Glibc

/// Adam (Kingma and Ba 2015) with the L2 penalty in the gradient, as PyTorch's `Adam` has it; biases have none.
final class Adam {
  private static let (meanDecay, squareDecay, tiny): (Float, Float, Float) = (0.9, 0.999, 1e-8)

  private let parameters: [Parameter]
  private let rate: Float
  private let penalty: Float
  private var means: [[Float]]
  private var squares: [[Float]]
  private var steps: Float = 0

  init(_ parameters: [Parameter], rate: Float, penalty: Float) {
    self.parameters = parameters.filter { $0.isLearnt }
    self.rate = rate
    self.penalty = penalty
    means = self.parameters.map { Array(repeating: 0, count: $0.values.count) }
    squares = means
  }

  /// Moves all parameters against their gradients.
  func step() {
    steps += 1
    let meanCorrection = 1 - powf(Self.meanDecay, steps)
    let squareCorrection = 1 - powf(Self.squareDecay, steps)
    for (number, parameter) in parameters.enumerated() {
      let penalty = parameter.kind == .weight ? penalty : 0
      let (rate, gradient) = (rate, parameter.gradient)
      means[number].withUnsafeMutableBufferPointer { means in
        squares[number].withUnsafeMutableBufferPointer { squares in
          parameter.values.withUnsafeMutableBufferPointer { values in
            for index in values.indices {
              let slope = gradient[index] + penalty * values[index]
              means[index] = Self.meanDecay * means[index] + (1 - Self.meanDecay) * slope
              squares[index] = Self.squareDecay * squares[index] + (1 - Self.squareDecay) * slope * slope
              let size = (squares[index] / squareCorrection).squareRoot() + Self.tiny
              values[index] -= rate * (means[index] / meanCorrection) / size
            }
          }
        }
      }
    }
  }
}
