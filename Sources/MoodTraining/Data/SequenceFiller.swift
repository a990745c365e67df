internal import MoodCore
internal import MoodCorpus
internal import MoodInference
internal import MoodRealtime

/// Writes sequences into the inputs of a pass.
struct SequenceFiller: Sendable {
  let pooling: StepPooling
  let normaliser: Normaliser
  let levelShift: LevelShift
  /// nil: every step counts.
  let gate: Gate?

  /// Which steps count, as the streaming network tells it.
  struct Gate: Sendable, Equatable {
    var rule: ModelMetadata.Gate
    /// Of its column in a row.
    var place: Int
  }

  /// A stretch of a recording.
  struct Stretch {
    var table: FeatureTable
    /// Row of the table at which the first step begins, counted from 0.
    var firstHop: Int
  }

  /// A second stretch that is blended into a sequence.
  struct Blend {
    var stretch: Stretch
    /// Part of the first one.
    var share: Float
  }

  /// How a sequence is changed.
  struct Changes {
    var levelShiftDB: Float = 0
    var tiltDB: Float = 0
    var noise: Float = 0
    /// Inputs that are silent throughout.
    var dropped: [Int] = []
    /// Steps that are silent.
    var masked: Range<Int> = 0..<0

    init() {}

    /// Draws what `regularisation` allows.
    init(
      _ regularisation: TrainingConfiguration.Regularisation, inputs: Int, steps: Int, stepSeconds: Double,
      generator: inout SplitMix64
    ) {
      levelShiftDB = regularisation.levelShiftDB * generator.normal()
      tiltDB = regularisation.tiltDB > 0 ? regularisation.tiltDB * generator.normal() : 0
      noise = regularisation.noise
      if regularisation.inputDrop > 0 {
        dropped = (0..<inputs).filter { _ in generator.uniform() < regularisation.inputDrop }
      }
      let longest = min(steps / 2, Int(Double(regularisation.timeMaskSeconds) / stepSeconds))
      if longest > 0 {
        let length = generator.index(below: longest + 1)
        let start = generator.index(below: steps - length + 1)
        masked = start..<start + length
      }
    }
  }

  /// Writes the steps of `stretch` as sequence `place` of `pass`; what lies beyond its end is zeros and not live.
  func fill(
    _ pass: NetworkPass, place: Int, _ stretch: Stretch, blend: Blend? = nil, changes: Changes = Changes(),
    generator: inout SplitMix64
  ) {
    let inputs = pooling.inputs
    var steps = StepGate(gate?.rule, place: gate?.place, phases: 1)
    let second = UnsafeMutablePointer<Float>.allocate(capacity: inputs)
    defer { second.deallocate() }
    for step in 0..<pass.steps {
      let row = step * pass.sequences + place
      let plain = pass.plain.pointer(at: row * inputs, count: inputs)
      let noisy = pass.inputs.pointer(at: row * inputs, count: inputs)
      guard write(stretch, step: step, changes, to: plain) else {
        Elementwise.fill(plain, 0, count: inputs)
        Elementwise.fill(noisy, 0, count: inputs)
        pass.live.base[row] = 0
        pass.open.base[row] = 0
        continue
      }
      if let blend, write(blend.stretch, step: step, changes, to: second) {
        Elementwise.scale(plain, by: blend.share, count: inputs)
        Elementwise.add(second, times: 1 - blend.share, to: plain, count: inputs)
      }
      for input in changes.dropped { plain[input] = 0 }
      if changes.masked.contains(step) { Elementwise.fill(plain, 0, count: inputs) }
      noisy.update(from: plain, count: inputs)
      if changes.noise > 0 {
        for input in 0..<inputs { noisy[input] += changes.noise * generator.normal() }
      }
      pass.live.base[row] = 1
      let lastHop = stretch.firstHop + (step + 1) * pooling.stride - 1
      pass.open.base[row] = steps.advance(phase: 0, row: stretch.table.row(lastHop)) ? 1 : 0
    }
  }

  /// Writes one normalised step; false where the recording has ended.
  func write(
    _ stretch: Stretch, step: Int, _ changes: Changes, to values: UnsafeMutablePointer<Float>
  ) -> Bool {
    let lastHop = stretch.firstHop + (step + 1) * pooling.stride - 1
    guard lastHop < stretch.table.hops else { return false }
    pooling.write(stretch.table, endingAt: lastHop, to: values)
    if changes.levelShiftDB != 0 { levelShift.apply(values, decibels: changes.levelShiftDB) }
    if changes.tiltDB != 0 { levelShift.tilt(values, decibels: changes.tiltDB) }
    normaliser.apply(values)
    return true
  }
}
