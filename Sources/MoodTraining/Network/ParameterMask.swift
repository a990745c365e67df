internal import MoodRealtime

/// Weights that stay at zero, because an output is not to hear what they carry.
struct ParameterMask: ~Copyable {
  private let kept: SampleBuffer

  /// Valence and arousal hear the statistics of the columns at `places` (of the inputs) and nothing else; nil for
  /// everything. Their biases stay.
  init(_ layout: ParameterLayout, shape: NetworkShape, places: HeadPlaces, affectInputs: Set<Int>?) {
    kept = SampleBuffer([Float](repeating: 1, count: layout.count))
    guard let affectInputs else { return }
    let trunk = shape.architecture.trunkWidth
    for output in places.affect {
      for name in ["head.weight", "statistics.head.weight"] {
        let tensor = layout[name]
        Elementwise.fill(
          kept.pointer(at: tensor.offset + output * tensor.shape[1], count: tensor.shape[1]), 0,
          count: tensor.shape[1])
      }
      let tensor = layout[ParameterLayout.direct]
      for statistic in 0..<shape.statistics {
        // Means of inputs and trunk, deviations of both, slopes of inputs.
        let input = statistic % (shape.inputs + trunk)
        if !affectInputs.contains(input) {
          kept.base[tensor.offset + output * shape.statistics + statistic] = 0
        }
      }
    }
  }

  func apply(to vector: borrowing ParameterVector) {
    let (values, factors) = (vector.values.base, kept.base)
    for index in 0..<kept.count { values[index] *= factors[index] }
  }
}
