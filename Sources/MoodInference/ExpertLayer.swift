import MoodVector

/// Linear maps over the statistics of the inputs, one for each family of sounds, and the gate between them: weights only,
/// views on memory that the model owns.
struct ExpertLayer: BitwiseCopyable, @unchecked Sendable {
  /// Rows: the heads' outputs of family after family, then, of several families, one of each for the gate.
  let layer: DenseLayer
  let families: Int
  /// What the maps count beside the network.
  let shares: HeadShares

  /// The heads' linear outputs that normalised statistics give, each family's counting as the gate hears it. Valence and
  /// arousal of a family are held within ±1: a straight line knows no end. `scratch` has `layer.weights.rows` floats.
  @_noAllocation @_noLocks
  func logits(
    _ statistics: UnsafePointer<Float>, heads: EmotionHeads, scratch: UnsafeMutablePointer<Float>
  ) -> HeadLogits {
    layer.apply(statistics, into: scratch)
    guard families > 1 else { return bounded(heads.logits(scratch)) }
    let outputs = layer.weights.rows / families - 1
    let gate = scratch + families * outputs
    EmotionHeads.softmax(gate, count: families, temperature: 1)
    var mixed = HeadLogits()
    for family in 0..<families {
      let share = HeadShares(quadrant: gate[family], affect: gate[family], emotions: gate[family])
      mixed = mixed + bounded(heads.logits(scratch + family * outputs)) * share
    }
    return mixed
  }

  @_noAllocation @_noLocks
  private func bounded(_ logits: HeadLogits) -> HeadLogits {
    var bounded = logits
    bounded.affect = SIMD2(min(max(logits.affect.x, -1), 1), min(max(logits.affect.y, -1), 1))
    return bounded
  }
}
