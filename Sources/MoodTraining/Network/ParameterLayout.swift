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
    /// The path over statistics sees a clip as a whole, of which there are few: it decays faster.
    var isStatistic: Bool { name.hasPrefix("statistics.") }
  }

  /// The linear say of statistics, which begins at nothing.
  static let direct = "statistics.direct.weight"

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
    for layer in size.dilations.indices {
      let fanIn = width * size.convolutionKernel
      named.append(("conv.\(layer).weight", [width, width, size.convolutionKernel], fanIn))
      named.append(("conv.\(layer).bias", [width], fanIn))
    }
    if shape.teacherOutputs > 0 {
      named.append(("teacher.weight", [shape.teacherOutputs, width], width))
      named.append(("teacher.bias", [shape.teacherOutputs], width))
    }
    for direction in ["forward", "backward"] {
      named.append(("lstm.0.\(direction).weight_ih", [4 * units, width], units))
      named.append(("lstm.0.\(direction).weight_hh", [4 * units, units], units))
      named.append(("lstm.0.\(direction).bias", [4 * units], units))
    }
    named.append(("head.weight", [shape.outputs, 2 * units], 2 * units))
    named.append(("head.bias", [shape.outputs], 2 * units))
    if let statistics = size.statistics {
      let hidden = statistics.hiddenWidth
      named.append(("statistics.mean", [shape.statistics], 1))
      named.append(("statistics.variance", [shape.statistics], 1))
      named.append(("statistics.hidden.weight", [hidden, shape.statistics], shape.statistics))
      named.append(("statistics.hidden.bias", [hidden], shape.statistics))
      named.append(("statistics.head.weight", [shape.outputs, hidden], hidden))
      if statistics.isDirect {
        named.append((Self.direct, [shape.outputs, shape.statistics], shape.statistics))
      }
      named.append(("statistics.utterance", [shape.statistics], 1))
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
