internal import MoodCore

/// `x` where it is positive, else `slope · x`: rectified linear, leaky where the slope is not 0 (Maas and others 2013).
final class RectifierLayer: Layer {
  let outputShape: [Int]
  private let slope: Float
  private var output: Tensor?

  init(_ shape: [Int], slope: Float) {
    outputShape = shape
    self.slope = slope
  }

  var parameters: [Parameter] { [] }

  func forward(_ input: Tensor, _ pass: Pass) -> Tensor {
    let output = Tensor(clips: input.clips, shape: input.shape)
    for index in 0..<input.count {
      let value = input.values[index]
      output.values[index] = value > 0 ? value : slope * value
    }
    self.output = output
    return output
  }

  func backward(_ gradient: Tensor) -> Tensor {
    guard let output else { preconditionFailure("a way back follows a way forth") }
    let inputGradient = Tensor(clips: gradient.clips, shape: outputShape)
    for index in 0..<gradient.count {
      let value = gradient.values[index]
      inputGradient.values[index] = output.values[index] > 0 ? value : slope * value
    }
    return inputGradient
  }
}

/// In training a part of the numbers is 0 and the others grow as much (Srivastava and others 2014).
final class DropoutLayer: Layer {
  let outputShape: [Int]
  private let share: Float
  /// What each number was multiplied by; nil where none was.
  private var factors: [Float]?

  init(_ shape: [Int], share: Float) {
    outputShape = shape
    self.share = share
  }

  var parameters: [Parameter] { [] }

  func forward(_ input: Tensor, _ pass: Pass) -> Tensor {
    guard pass.isTraining, share > 0 else {
      factors = nil
      return input
    }
    let (share, grown) = (share, 1 / (1 - share))
    let factors = (0..<input.count).map { _ in pass.random.uniform() < share ? 0 : grown }
    self.factors = factors
    return product(input, factors)
  }

  func backward(_ gradient: Tensor) -> Tensor { factors.map { product(gradient, $0) } ?? gradient }

  private func product(_ tensor: Tensor, _ factors: [Float]) -> Tensor {
    let output = Tensor(clips: tensor.clips, shape: tensor.shape)
    for index in 0..<tensor.count { output.values[index] = factors[index] * tensor.values[index] }
    return output
  }
}

/// The same numbers in other dimensions.
final class ReshapeLayer: Layer {
  let outputShape: [Int]
  private let inputShape: [Int]

  init(_ shape: [Int], to outputShape: [Int]) {
    precondition(shape.product == outputShape.product, "no number is lost")
    inputShape = shape
    self.outputShape = outputShape
  }

  var parameters: [Parameter] { [] }

  func forward(_ input: Tensor, _ pass: Pass) -> Tensor { copy(input, outputShape) }

  func backward(_ gradient: Tensor) -> Tensor { copy(gradient, inputShape) }

  private func copy(_ tensor: Tensor, _ shape: [Int]) -> Tensor {
    let output = Tensor(clips: tensor.clips, shape: shape)
    output.values.update(from: tensor.values, count: tensor.count)
    return output
  }
}
