internal import MoodCore

/// `x` where it is positive, else `slope · x`: rectified linear, leaky where the slope is not 0 (Maas and others 2013).
final class RectifierLayer: Layer {
  let outputShape: [Int]
  private let slope: Float
  private var output: Batch?

  init(_ shape: [Int], slope: Float) {
    outputShape = shape
    self.slope = slope
  }

  var parameters: [Parameter] { [] }

  func forward(_ input: Batch, _ pass: Pass) -> Batch {
    let output = Batch(clips: input.clips, shape: input.shape)
    let (slope, source, target) = (slope, input.values, output.values)
    for index in 0..<input.count {
      let value = source[index]
      target[index] = value > 0 ? value : slope * value
    }
    self.output = output
    return output
  }

  func backward(_ gradient: Batch) -> Batch {
    guard let output else { preconditionFailure("a way back follows a way forth") }
    let inputGradient = Batch(clips: gradient.clips, shape: outputShape)
    let (slope, sign, source, target) = (slope, output.values, gradient.values, inputGradient.values)
    for index in 0..<gradient.count {
      target[index] = sign[index] > 0 ? source[index] : slope * source[index]
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

  func forward(_ input: Batch, _ pass: Pass) -> Batch {
    guard pass.isTraining, share > 0 else {
      factors = nil
      return input
    }
    let (share, grown) = (share, 1 / (1 - share))
    var random = pass.random
    let factors = (0..<input.count).map { _ in random.uniform() < share ? 0 : grown }
    pass.random = random
    self.factors = factors
    return product(input, factors)
  }

  func backward(_ gradient: Batch) -> Batch { factors.map { product(gradient, $0) } ?? gradient }

  private func product(_ tensor: Batch, _ factors: [Float]) -> Batch {
    let output = Batch(clips: tensor.clips, shape: tensor.shape)
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

  func forward(_ input: Batch, _ pass: Pass) -> Batch { copy(input, outputShape) }

  func backward(_ gradient: Batch) -> Batch { copy(gradient, inputShape) }

  private func copy(_ tensor: Batch, _ shape: [Int]) -> Batch {
    let output = Batch(clips: tensor.clips, shape: shape)
    output.values.update(from: tensor.values, count: tensor.count)
    return output
  }
}
