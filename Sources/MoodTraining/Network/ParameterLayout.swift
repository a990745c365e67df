/// Where each tensor of a network stands in the one vector of all its weights.
struct ParameterLayout: Sendable, Equatable {
  struct Tensor: Sendable, Equatable {
    var name: String
    var shape: [Int]
    /// Floats before it.
    var offset: Int
    /// Inputs that one output sums over: what initial weights are scaled by.
    var fanIn: Int

    var count: Int { shape.reduce(1, *) }
    /// Biases neither decay nor start at random.
    var isBias: Bool { shape.count == 1 }
  }

  /// In the order of the vector.
  let tensors: [Tensor]
  /// Floats in all.
  let count: Int
  private let places: [String: Int]

  init(_ shape: NetworkShape) {
    let size = shape.architecture
    let (width, units) = (size.trunkWidth, size.recurrentWidth)
    var named: [(String, [Int], Int)] = [
      ("input.weight", [width, shape.inputs], shape.inputs), ("input.bias", [width], shape.inputs),
    ]
    for layer in 0..<size.dilations.count {
      let fanIn = width * size.convolutionKernel
      named.append(("conv.\(layer).weight", [width, width, size.convolutionKernel], fanIn))
      named.append(("conv.\(layer).bias", [width], fanIn))
    }
    for direction in ["forward", "backward"] {
      named.append(("lstm.0.\(direction).weight_ih", [4 * units, width], units))
      named.append(("lstm.0.\(direction).weight_hh", [4 * units, units], units))
      named.append(("lstm.0.\(direction).bias", [4 * units], units))
    }
    for (head, outputs) in [("quadrant", NetworkShape.quadrants), ("affect", NetworkShape.affects)] {
      named.append(("head.\(head).weight", [outputs, 2 * units], 2 * units))
      named.append(("head.\(head).bias", [outputs], 2 * units))
    }
    var tensors: [Tensor] = []
    var offset = 0
    for (name, shape, fanIn) in named {
      tensors.append(Tensor(name: name, shape: shape, offset: offset, fanIn: fanIn))
      offset += tensors.last!.count
    }
    self.tensors = tensors
    count = offset
    places = Dictionary(uniqueKeysWithValues: tensors.enumerated().map { ($1.name, $0) })
  }

  subscript(name: String) -> Tensor {
    guard let place = places[name] else { preconditionFailure("a network has no tensor \(name)") }
    return tensors[place]
  }
}
