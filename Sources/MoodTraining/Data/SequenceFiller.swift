internal import MoodCore
internal import MoodCorpus
internal import MoodRealtime

/// Writes sequences into the inputs of a pass.
struct SequenceFiller: Sendable {
  let pooling: StepPooling
  let normaliser: Normaliser
  let levelShift: LevelShift

  /// Writes the steps of `table` from row `firstHop` on as sequence `place` of `pass`; what lies
  /// beyond its end is zeros and not live.
  func fill(
    _ pass: NetworkPass, place: Int, table: FeatureTable, firstHop: Int,
    augmentation: TrainingConfiguration.Regularisation?, generator: inout SplitMix64
  ) {
    let inputs = pooling.inputs
    let decibels = augmentation.map { $0.levelShiftDB * generator.normal() } ?? 0
    let dropped = augmentation.map { self.dropped(rate: $0.inputDrop, &generator) } ?? []
    for step in 0..<pass.steps {
      let row = step * pass.sequences + place
      let values = pass.inputs.pointer(at: row * inputs, count: inputs)
      let lastHop = firstHop + (step + 1) * pooling.stride - 1
      guard lastHop < table.hops else {
        Elementwise.fill(values, 0, count: inputs)
        pass.live.base[row] = 0
        continue
      }
      pooling.write(table, endingAt: lastHop, to: values)
      if decibels != 0 { levelShift.apply(values, decibels: decibels) }
      normaliser.apply(values)
      if let augmentation, augmentation.noise > 0 {
        for input in 0..<inputs { values[input] += augmentation.noise * generator.normal() }
      }
      for input in dropped { values[input] = 0 }
      pass.live.base[row] = 1
    }
  }

  private func dropped(rate: Float, _ generator: inout SplitMix64) -> [Int] {
    rate > 0 ? (0..<pooling.inputs).filter { _ in generator.uniform() < rate } : []
  }
}
