internal import MoodCore

/// A piece of a network, from the numbers of some clips to others. For one thread at a time.
///
/// `backward` belongs to the last `forward`, and is called at most once for it.
protocol Layer: AnyObject {
  /// Of one clip's output.
  var outputShape: [Int] { get }
  /// What it has learnt, in PyTorch's order.
  var parameters: [Parameter] { get }

  func forward(_ input: Batch, _ pass: Pass) -> Batch

  /// Adds to the gradients of `parameters`; turns the gradient of the output into that of the input.
  func backward(_ gradient: Batch) -> Batch
}

/// One way through a network.
final class Pass {
  /// Whether what is random in training is, and figures of the batch count.
  let isTraining: Bool
  var random: SplitMix64

  init(isTraining: Bool, seed: UInt64 = 0) {
    self.isTraining = isTraining
    random = SplitMix64(seed: seed)
  }
}

/// Numbers that a layer learns, or keeps of what it has seen.
package final class Parameter {
  package enum Kind: Sendable {
    /// Falls under weight decay.
    case weight
    case bias
    /// Moves by itself: the running means and variances of a normalisation.
    case running, runningVariance
  }

  package let kind: Kind
  /// Whether the optimiser moves it.
  var isLearnt: Bool { kind == .weight || kind == .bias }
  package var isVariance: Bool { kind == .runningVariance }
  package let shape: [Int]
  package var values: [Float]
  var gradient: [Float]

  init(_ kind: Kind, shape: [Int], values: [Float]) {
    precondition(values.count == shape.product, "as many numbers as the shape has")
    self.kind = kind
    self.shape = shape
    self.values = values
    gradient = Array(repeating: 0, count: values.count)
  }

  /// Uniform within ±1/√`inputs`, as PyTorch begins.
  convenience init(
    _ kind: Kind, shape: [Int], inputs: Int, _ random: inout SplitMix64
  ) {
    let limit = 1 / Float(max(1, inputs)).squareRoot()
    self.init(kind, shape: shape, values: (0..<shape.product).map { _ in (2 * random.uniform() - 1) * limit })
  }
}
