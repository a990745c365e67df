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
    var moments = ColumnMoments(columns: pooling.inputs)
    let step = UnsafeMutablePointer<Float>.allocate(capacity: pooling.inputs)
    defer { step.deallocate() }
    for table in tables {
      for hop in stride(from: pooling.stride - 1, to: table.hops, by: pooling.stride) {
        pooling.write(table, endingAt: hop, to: step)
        moments.add(step)
      }
    }
    means = moments.means
    scales = moments.scales
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
