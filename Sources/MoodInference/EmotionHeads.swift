import MoodCore
import MoodRealtime
import MoodVector

/// The linear heads over a step's recurrent output, all in one matrix: weights only.
struct EmotionHeads: BitwiseCopyable, @unchecked Sendable {
  /// Most outputs that all heads have together.
  static let maximumOutputs = 4 + 2 + EmotionEstimate.maximumEmotions

  /// Rows: quadrants, affect, emotions, as far as the model has them.
  let layer: DenseLayer
  let hasQuadrants: Bool
  let hasAffect: Bool
  let emotions: Int

  /// Computes the linear outputs.
  @_noAllocation @_noLocks
  func logits(_ features: UnsafePointer<Float>, scratch: UnsafeMutablePointer<Float>) -> HeadLogits {
    layer.apply(features, into: scratch)
    var logits = HeadLogits()
    var next = 0
    if hasQuadrants {
      for index in 0..<4 { logits.quadrants[index] = scratch[next + index] }
      next += 4
    }
    if hasAffect {
      for index in 0..<2 { logits.affect[index] = scratch[next + index] }
      next += 2
    }
    for index in 0..<emotions { logits.emotions[index] = scratch[next + index] }
    return logits
  }

  /// Turns linear outputs into probabilities, coordinates and intensities. `scratch` has `maximumOutputs` floats.
  @_noAllocation @_noLocks
  func outputs(_ logits: HeadLogits, scratch: UnsafeMutablePointer<Float>) -> HeadOutputs {
    var outputs = HeadOutputs()
    if hasQuadrants {
      let largest = logits.quadrants.max()
      for index in 0..<4 { scratch[index] = logits.quadrants[index] - largest }
      VectorMath.exponential(scratch, into: scratch, count: 4)
      let shares = SIMD4(scratch[0], scratch[1], scratch[2], scratch[3])
      outputs.quadrants = shares / shares.sum()
    }
    if hasAffect {
      outputs.affect = Affect(
        valence: min(max(logits.affect[0], -1), 1), arousal: min(max(logits.affect[1], -1), 1))
    }
    for index in 0..<emotions { scratch[index] = logits.emotions[index] }
    VectorMath.sigmoid(scratch, into: scratch, count: emotions)
    for index in 0..<emotions { outputs.emotions[index] = scratch[index] }
    return outputs
  }
}

/// Linear outputs of the heads; zeros where the model lacks one.
struct HeadLogits: BitwiseCopyable, Sendable {
  var quadrants = SIMD4<Float>.zero
  /// Valence and arousal, not yet held within ±1.
  var affect = SIMD2<Float>.zero
  var emotions = SIMD16<Float>.zero

  @_noAllocation @_noLocks
  init() {}
}

/// The mean of linear outputs over a stream, summed in doubles.
struct HeadLogitsMean: BitwiseCopyable, Sendable {
  private var quadrants = SIMD4<Double>.zero
  private var affect = SIMD2<Double>.zero
  private var emotions = SIMD16<Double>.zero
  private var count = 0.0

  @_noAllocation @_noLocks
  init() {}

  @_noAllocation @_noLocks
  mutating func add(_ logits: HeadLogits) {
    quadrants += SIMD4<Double>(logits.quadrants)
    affect += SIMD2<Double>(logits.affect)
    for index in 0..<16 { emotions[index] += Double(logits.emotions[index]) }
    count += 1
  }

  /// nil before the first.
  var mean: HeadLogits? {
    @_noAllocation @_noLocks
    get {
      guard count > 0 else { return nil }
      var mean = HeadLogits()
      mean.quadrants = SIMD4<Float>(quadrants / count)
      mean.affect = SIMD2<Float>(affect / count)
      mean.emotions = SIMD16<Float>(emotions / count)
      return mean
    }
  }
}
