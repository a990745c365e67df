internal import MoodCore
internal import MoodCorpus
internal import MoodRealtime

/// All weights of a network, or a gradient of each, in one vector.
struct ParameterVector: ~Copyable {
  let layout: ParameterLayout
  let values: SampleBuffer

  /// Zeros.
  init(_ layout: ParameterLayout) {
    self.layout = layout
    values = SampleBuffer(count: layout.count)
  }

  /// Initial weights that `seed` fixes: uniform within ±√(1/fan-in), forget gates at 1 and other biases at 0.
  init(_ layout: ParameterLayout, seed: UInt64) {
    self.init(layout)
    var generator = SplitMix64(seed: seed)
    for tensor in layout.tensors where !tensor.isBias && tensor.name != ParameterLayout.direct {
      let bound = (1 / Float(tensor.fanIn)).squareRoot()
      let base = values.pointer(at: tensor.offset, count: tensor.count)
      for index in 0..<tensor.count { base[index] = (2 * generator.uniform() - 1) * bound }
    }
    for direction in ["forward", "backward"] {
      let bias = layout["lstm.0.\(direction).bias"]
      let units = bias.count / 4
      Elementwise.fill(values.pointer(at: bias.offset + units, count: units), 1, count: units)
    }
    for tensor in layout.tensors where tensor.name == "statistics.variance" {
      Elementwise.fill(values.pointer(at: tensor.offset, count: tensor.count), 1, count: tensor.count)
    }
  }

  /// A tensor of two dimensions.
  func matrix(_ name: String) -> Matrix {
    let tensor = layout[name]
    return values.matrix(rows: tensor.shape[0], columns: tensor.shape[1], at: tensor.offset)
  }

  /// The first float of a tensor.
  func pointer(_ name: String) -> UnsafeMutablePointer<Float> {
    let tensor = layout[name]
    return values.pointer(at: tensor.offset, count: tensor.count)
  }

  func copy(from other: borrowing ParameterVector) {
    values.base.update(from: other.values.base, count: layout.count)
  }

  /// Takes `other` over, and says whether it has as many values.
  func take(_ other: [Float]?) -> Bool {
    guard let other, other.count == layout.count else { return false }
    for (index, value) in other.enumerated() { values.base[index] = value }
    return true
  }

  /// An array cannot hold noncopyable values themselves.
  final class Box {
    let vector: ParameterVector
    init(_ layout: ParameterLayout) { vector = ParameterVector(layout) }
  }

  func clear() { Elementwise.fill(values.base, 0, count: layout.count) }
}
