import MoodCore
package import MoodInference

/// How sure an estimate is, 0…1: the product of four doubts.
///
/// - Certainty: the calibrated probability of the leading quadrant; of the leading emotion where there are no quadrants
///   and exactly one emotion holds; else the larger of valence and arousal, without sign.
/// - Familiarity: 1 while the distance d from the training's material is usual, ½ at the distance that one validation
///   clip in twenty exceeds, towards 0 beyond: 1 / (1 + t²) with t = (d − usual) / (unusual − usual), t ≥ 0. Always 1
///   where a model has no statistics path or was not calibrated.
/// - The time heard: accuracy on 30-second clips grows from .59 after two seconds to .68 after thirty, most of it in the
///   first five.
/// - Silence.
package struct EstimateConfidence: BitwiseCopyable {
  private enum Basis {
    case quadrants, emotions, affect
  }

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

  private let basis: Basis
  private let emotions: Int
  private let usualDistance: Float
  private let unusualDistance: Float

  /// Of the estimates of that model.
  package init(_ metadata: ModelMetadata) {
    let heads = metadata.heads
    let isOneOfMany = heads.emotionsAreExclusive && !heads.emotions.isEmpty
    basis = heads.quadrant ? .quadrants : isOneOfMany ? .emotions : .affect
    emotions = heads.emotions.count
    usualDistance = metadata.calibration.usualDistance
    unusualDistance = metadata.calibration.unusualDistance
  }

  /// How sure an estimate is, 0…1.
  /// - Parameter heardHops: rows analysed since the start of the stream or its last reset.
  @_noAllocation @_noLocks
  package func value(of outputs: HeadOutputs, heardHops: Int64, isSilent: Bool) -> Float {
    let heard = Float(heardHops) / (Float(heardHops) + Self.halfHeardHops)
    return certainty(of: outputs) * familiarity(distance: outputs.distance) * heard
      * (isSilent ? Self.inSilence : 1)
  }

  /// How like the training's material something at that distance is, 0…1.
  @_noAllocation @_noLocks
  func familiarity(distance: Float) -> Float {
    guard distance > usualDistance, unusualDistance > usualDistance else { return 1 }
    let excess = (distance - usualDistance) / (unusualDistance - usualDistance)
    return 1 / (1 + excess * excess)
  }

  @_noAllocation @_noLocks
  private func certainty(of outputs: HeadOutputs) -> Float {
    switch basis {
    case .quadrants:
      let shares = outputs.quadrants
      return Swift.max(Swift.max(shares.x, shares.y), Swift.max(shares.z, shares.w))
    case .emotions:
      var largest: Float = 0
      for index in 0..<emotions { largest = Swift.max(largest, outputs.emotions[index]) }
      return largest
    case .affect:
      return Swift.min(Swift.max(outputs.affect.valence.magnitude, outputs.affect.arousal.magnitude), 1)
    }
  }
}
