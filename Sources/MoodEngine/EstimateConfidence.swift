import MoodCore

/// How sure an estimate is, 0…1.
///
/// The probability of the leading quadrant (the larger of valence and arousal, without sign, where there are no quadrants),
/// lowered while little was heard and in silence: accuracy on 30-second clips grows from .59 after two seconds to
/// .68 after thirty, most of it in the first five.
enum EstimateConfidence {
  /// Hops after which half of the first seconds' doubt is gone: two seconds.
  private static var halfHeardHops: Float {
    @_noAllocation @_noLocks
    get { 86 }
  }
  /// What silence leaves of confidence.
  private static var inSilence: Float {
    @_noAllocation @_noLocks
    get { 0.1 }
  }

  /// - Parameter heardHops: rows analysed since the start of the stream or its last reset.
  @_noAllocation @_noLocks
  static func value(
    quadrants: SIMD4<Float>, affect: Affect, hasQuadrants: Bool, heardHops: Int64, isSilent: Bool
  ) -> Float {
    let certainty: Float
    if hasQuadrants {
      certainty = Swift.max(Swift.max(quadrants.x, quadrants.y), Swift.max(quadrants.z, quadrants.w))
    } else {
      certainty = Swift.min(Swift.max(affect.valence.magnitude, affect.arousal.magnitude), 1)
    }
    let heard = Float(heardHops) / (Float(heardHops) + halfHeardHops)
    return certainty * heard * (isSilent ? inSilence : 1)
  }
}
