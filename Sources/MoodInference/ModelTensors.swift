/// Name and shape of one tensor.
package struct TensorShape: Sendable, Equatable {
  package var name: String
  package var shape: [Int]

  package init(_ name: String, _ shape: [Int]) {
    self.name = name
    self.shape = shape
  }

  /// Values in the tensor.
  package var count: Int { shape.reduce(1, *) }
}

/// A tensor's values, the last index running fastest.
package struct Tensor: Sendable, Equatable {
  package var shape: [Int]
  package var values: [Float]

  package init(shape: [Int], values: [Float]) {
    self.shape = shape
    self.values = values
  }
}

extension ModelMetadata {
  /// How the names of tensors end whose values are variances.
  static let varianceName = "statistics.variance"

  /// How the names of a network's tensors begin: with its number where there are several networks.
  package func prefix(ofMember member: Int) -> String {
    architecture.members == 1 ? "" : "member.\(member)."
  }

  /// All tensors that the architecture consists of, in PyTorch's layouts, ordered by name as in the file.
  ///
  /// A step's input x becomes (x − `normaliser.mean`)·`normaliser.scale`; gates stand in the order i, f, g, o; a running
  /// statistic s becomes (s − `statistics.mean`) / √(`statistics.variance` + 10⁻⁵), whose mean over recordings heard whole
  /// is `statistics.utterance`. All networks read the same input.
  package var tensors: [TensorShape] {
    var tensors = [
      TensorShape("normaliser.mean", [inputWidth]), TensorShape("normaliser.scale", [inputWidth]),
    ]
    for member in 0..<architecture.members {
      let prefix = prefix(ofMember: member)
      tensors += memberTensors.map { TensorShape(prefix + $0.name, $0.shape) }
    }
    return tensors.sorted { $0.name < $1.name }
  }

  /// The tensors of one network.
  private var memberTensors: [TensorShape] {
    let trunk = architecture.trunkWidth
    let hidden = architecture.recurrentWidth
    var tensors = [
      TensorShape("input.weight", [trunk, inputWidth]),
      TensorShape("input.bias", [trunk]),
    ]
    for layer in architecture.dilations.indices {
      tensors.append(TensorShape("conv.\(layer).weight", [trunk, trunk, architecture.convolutionKernel]))
      tensors.append(TensorShape("conv.\(layer).bias", [trunk]))
    }
    for layer in 0..<architecture.recurrentLayers {
      for direction in ["forward", "backward"] {
        let input = layer == 0 ? trunk : 2 * hidden
        tensors.append(TensorShape("lstm.\(layer).\(direction).weight_ih", [4 * hidden, input]))
        tensors.append(TensorShape("lstm.\(layer).\(direction).weight_hh", [4 * hidden, hidden]))
        tensors.append(TensorShape("lstm.\(layer).\(direction).bias", [4 * hidden]))
      }
    }
    if let statistics = architecture.statistics {
      tensors.append(TensorShape("statistics.mean", [statisticsWidth]))
      tensors.append(TensorShape(ModelMetadata.varianceName, [statisticsWidth]))
      tensors.append(TensorShape("statistics.utterance", [statisticsWidth]))
      tensors.append(TensorShape("statistics.hidden.weight", [statistics.hiddenWidth, statisticsWidth]))
      tensors.append(TensorShape("statistics.hidden.bias", [statistics.hiddenWidth]))
    }
    if architecture.hasAttention {
      tensors.append(TensorShape("head.attention.weight", [1, 2 * hidden]))
      tensors.append(TensorShape("head.attention.bias", [1]))
    }
    let experts = architecture.statistics?.experts?.families ?? 0
    if experts > 1 {
      tensors.append(TensorShape("experts.gate.weight", [experts, expertWidth]))
      tensors.append(TensorShape("experts.gate.bias", [experts]))
    }
    for (head, rows) in headRows where rows > 0 {
      for family in 0..<experts {
        tensors.append(TensorShape("experts.\(family).\(head).weight", [rows, expertWidth]))
        tensors.append(TensorShape("experts.\(family).\(head).bias", [rows]))
      }
      tensors.append(TensorShape("head.\(head).weight", [rows, 2 * hidden]))
      tensors.append(TensorShape("head.\(head).bias", [rows]))
      if let statistics = architecture.statistics {
        tensors.append(TensorShape("statistics.head.\(head).weight", [rows, statistics.hiddenWidth]))
        if statistics.isDirect {
          tensors.append(TensorShape("statistics.direct.\(head).weight", [rows, statisticsWidth]))
        }
      }
    }
    return tensors
  }

  /// Outputs of each head; 0 where the model lacks it.
  var headRows: KeyValuePairs<String, Int> {
    [
      "quadrant": heads.quadrant ? 4 : 0,
      "affect": heads.affect ? 2 : 0,
      "emotions": heads.emotions.count,
    ]
  }
}
