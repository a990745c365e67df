import MoodCore
import MoodRealtime
import MoodVector

/// The linear heads over a step's recurrent output, all in one matrix: weights only.
struct EmotionHeads: BitwiseCopyable, @unchecked Sendable {
  /// Most outputs that all heads have together.
  static let maximumOutputs = 4 + 2 + EmotionEstimate.maximumEmotions + 1

  /// Rows: quadrants, affect, emotions, attention, as far as the model has them.
  let layer: DenseLayer
  let hasAttention: Bool
  let hasQuadrants: Bool
  let hasAffect: Bool
  let emotions: Int
  /// Whether exactly one emotion holds.
  let emotionsAreExclusive: Bool
  /// Divide linear outputs before a softmax.
  let quadrantTemperature: Float
  let emotionTemperature: Float

  /// Computes the linear outputs.
  @_noAllocation @_noLocks
  func logits(_ features: UnsafePointer<Float>, scratch: UnsafeMutablePointer<Float>) -> HeadLogits {
    layer.apply(features, into: scratch)
    return logits(scratch)
  }

  /// How much a step counts in a summary beside others of its stream, given the rows that `logits` has left in `scratch`,
  /// which are used up: e to the power of what the attention says, held within its limit; 1 without attention.
  @_noAllocation @_noLocks
  func attention(_ scratch: UnsafeMutablePointer<Float>) -> Double {
    guard hasAttention else { return 1 }
    let limit = ModelMetadata.Architecture.attentionLimit
    let place = (hasQuadrants ? 4 : 0) + (hasAffect ? 2 : 0) + emotions
    scratch[0] = min(max(scratch[place], -limit), limit)
    VectorMath.exponential(scratch, into: scratch, count: 1)
    return Double(scratch[0])
  }

  /// Linear outputs that stand row after row.
  @_noAllocation @_noLocks
  func logits(_ rows: UnsafePointer<Float>) -> HeadLogits {
    var logits = HeadLogits()
    var next = 0
    if hasQuadrants {
      for index in 0..<4 { logits.quadrants[index] = rows[next + index] }
      next += 4
    }
    if hasAffect {
      for index in 0..<2 { logits.affect[index] = rows[next + index] }
      next += 2
    }
    for index in 0..<emotions { logits.emotions[index] = rows[next + index] }
    return logits
  }

  /// Turns linear outputs into probabilities, coordinates and intensities. `scratch` has `maximumOutputs` floats.
  @_noAllocation @_noLocks
  func outputs(_ logits: HeadLogits, scratch: UnsafeMutablePointer<Float>) -> HeadOutputs {
    var outputs = HeadOutputs()
    if hasQuadrants {
      for index in 0..<4 { scratch[index] = logits.quadrants[index] }
      Self.softmax(scratch, count: 4, temperature: quadrantTemperature)
      outputs.quadrants = SIMD4(scratch[0], scratch[1], scratch[2], scratch[3])
    }
    if hasAffect {
      outputs.affect = Affect(
        valence: min(max(logits.affect[0], -1), 1), arousal: min(max(logits.affect[1], -1), 1))
    }
    for index in 0..<emotions { scratch[index] = logits.emotions[index] }
    if emotionsAreExclusive {
      Self.softmax(scratch, count: emotions, temperature: emotionTemperature)
    } else {
      VectorMath.sigmoid(scratch, into: scratch, count: emotions)
    }
    for index in 0..<emotions { outputs.emotions[index] = scratch[index] }
    return outputs
  }

  /// Turns values into shares of 1, in place.
  @_noAllocation @_noLocks
  static func softmax(_ values: UnsafeMutablePointer<Float>, count: Int, temperature: Float) {
    let largest = VectorMath.maximum(values, count: count)
    for index in 0..<count { values[index] = (values[index] - largest) / temperature }
    VectorMath.exponential(values, into: values, count: count)
    let sum = VectorMath.sum(values, count: count)
    for index in 0..<count { values[index] /= sum }
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

  @_noAllocation @_noLocks
  static func + (a: HeadLogits, b: HeadLogits) -> HeadLogits {
    var sum = a
    sum.quadrants += b.quadrants
    sum.affect += b.affect
    sum.emotions += b.emotions
    return sum
  }

  @_noAllocation @_noLocks
  static func / (sum: HeadLogits, count: Float) -> HeadLogits {
    var mean = sum
    mean.quadrants /= count
    mean.affect /= count
    mean.emotions /= count
    return mean
  }
}

/// The weighted mean of linear outputs over a stream, summed in doubles.
struct HeadLogitsMean: BitwiseCopyable, Sendable {
  private var quadrants = SIMD4<Double>.zero
  private var affect = SIMD2<Double>.zero
  private var emotions = SIMD16<Double>.zero
  /// The sum of the weights.
  private(set) var weight = 0.0

  @_noAllocation @_noLocks
  init() {}

  @_noAllocation @_noLocks
  mutating func add(_ logits: HeadLogits, weight: Double) {
    quadrants += SIMD4<Double>(logits.quadrants) * weight
    affect += SIMD2<Double>(logits.affect) * weight
    for index in 0..<16 { emotions[index] += Double(logits.emotions[index]) * weight }
    self.weight += weight
  }

  /// nil before the first.
  var mean: HeadLogits? {
    @_noAllocation @_noLocks
    get {
      guard weight > 0 else { return nil }
      var mean = HeadLogits()
      mean.quadrants = SIMD4<Float>(quadrants / weight)
      mean.affect = SIMD2<Float>(affect / weight)
      mean.emotions = SIMD16<Float>(emotions / weight)
      return mean
    }
  }
}
