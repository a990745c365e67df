internal import MoodCore

/// A chain of layers and what they have learnt, which hears a clip whole. For one thread at a time.
package final class Network {
  package let plan: NetworkPlan
  /// Of what it hears of a clip.
  package let inputShape: [Int]
  package let outputs: Int
  private let layers: [any Layer]

  /// A network that has learnt nothing yet.
  /// - Throws: `NetworkPlan.Fault` where the plan does not fit to `inputShape`.
  package init(_ plan: NetworkPlan, inputShape: [Int], outputs: Int, seed: UInt64) throws(NetworkPlan.Fault) {
    let shapes = [inputShape] + (try plan.shapes(from: inputShape))
    var random = SplitMix64(seed: seed, 1)
    var layers: [any Layer] = []
    for (index, layer) in plan.layers.enumerated() {
      layers.append(Self.layer(layer, from: shapes[index], to: shapes[index + 1], &random))
    }
    layers.append(DenseLayer(shapes[shapes.count - 1], outputs: outputs, &random))
    self.layers = layers
    self.plan = plan
    self.inputShape = inputShape
    self.outputs = outputs
  }

  private static func layer(
    _ layer: NetworkPlan.Layer, from shape: [Int], to outputShape: [Int], _ random: inout SplitMix64
  ) -> any Layer {
    switch layer {
    case .dense(let outputs): DenseLayer(shape, outputs: outputs, &random)
    case .rectifier(let slope): RectifierLayer(shape, slope: slope)
    case .dropout(let share): DropoutLayer(shape, share: share)
    case .norm: NormLayer(shape)
    case .convolution(let filters, let steps, let bands):
      ConvolutionLayer(shape, filters: filters, kernel: (steps, bands), &random)
    case .maxPool(let steps, let bands): MaxPoolLayer(shape, tile: (steps, bands))
    case .lstm(let width, let isBidirectional, let givesSteps):
      LSTMLayer(
        shape, width: width, isBidirectional: isBidirectional, outputs: givesSteps ? .steps : .last, &random)
    case .mean: MeanLayer(shape)
    case .picture, .sequence, .flatten: ReshapeLayer(shape, to: outputShape)
    }
  }

  /// All that it has learnt, layer by layer.
  package var parameters: [Parameter] { layers.flatMap(\.parameters) }

  /// Numbers that training moves.
  package var parameterCount: Int {
    parameters.reduce(0) { $0 + ($1.isLearnt ? $1.values.count : 0) }
  }

  /// What it says of clips before any probability, a row for each; nothing is random.
  package func outputs(of input: Batch) -> Batch { forward(input, Pass(isTraining: false)) }

  func forward(_ input: Batch, _ pass: Pass) -> Batch {
    precondition(input.shape == inputShape, "a network hears clips of one shape")
    return layers.reduce(input) { $1.forward($0, pass) }
  }

  /// Sets the gradients of all parameters, and gives that of the input.
  @discardableResult
  func backward(_ gradient: Batch) -> Batch {
    for parameter in parameters where parameter.isLearnt {
      parameter.gradient = Array(repeating: 0, count: parameter.gradient.count)
    }
    return layers.reversed().reduce(gradient) { $1.backward($0) }
  }
}
