internal import MoodCorpus
internal import MoodInference

/// Brings each input of a step to mean 0 and deviation 1 over the training clips: as the
/// model's `Standardizer` will.
struct Normaliser: Sendable, Equatable {
  let means: [Float]
  let scales: [Float]

  init(means: [Float], scales: [Float]) {
    precondition(means.count == scales.count, "each input has a mean and a scale")
    self.means = means
    self.scales = scales
  }

  /// Measured on one phase of all steps of `tables`.
  init(_ tables: [FeatureTable], pooling: StepPooling) {
    var sums = [Double](repeating: 0, count: pooling.inputs)
    var squares = sums
    var count = 0.0
    let step = UnsafeMutablePointer<Float>.allocate(capacity: pooling.inputs)
    defer { step.deallocate() }
    for table in tables {
      for hop in stride(from: pooling.stride - 1, to: table.hops, by: pooling.stride) {
        pooling.write(table, endingAt: hop, to: step)
        for input in 0..<pooling.inputs {
          sums[input] += Double(step[input])
          squares[input] += Double(step[input]) * Double(step[input])
        }
        count += 1
      }
    }
    let total = max(1, count)
    means = sums.map { Float($0 / total) }
    scales = zip(sums, squares).map { sum, square in
      let variance = square / total - (sum / total) * (sum / total)
      // An input that never changes says nothing: it stays near zero.
      return variance > 1e-12 ? Float(1 / variance.squareRoot()) : 0
    }
  }

  /// Does what the running model does.
  func apply(_ step: UnsafeMutablePointer<Float>) {
    means.withUnsafeBufferPointer { means in
      scales.withUnsafeBufferPointer { scales in
        guard let mean = means.baseAddress, let scale = scales.baseAddress else { return }
        Standardizer(width: means.count, mean: mean, scale: scale).apply(step)
      }
    }
  }
}
