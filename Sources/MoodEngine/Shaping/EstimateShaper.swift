public import MoodCore

/// Makes of the model's estimates what lights and pictures are to see: smooth, without flicker, and calm in silence.
///
/// One for each stage of each stream and output. What comes out depends on the estimates and their sample times alone.
/// Time, stage, latency, confidence, loudness and silence are passed on as they are.
public struct EstimateShaper: Sendable {
  /// May change between two estimates: nothing jumps then.
  public var shaping: EstimateShaping
  private var affect = SmoothingFilter<SIMD2<Float>>(isJoint: false)
  private var quadrants = SmoothingFilter<SIMD4<Float>>(isJoint: true)
  // Of some models exactly one emotion holds: their sum stays what it is.
  private var emotions = SmoothingFilter<SIMD16<Float>>(isJoint: true)
  private var quadrant = QuadrantHold()
  private var lastSampleTime: Int64?

  public init(_ shaping: EstimateShaping) { self.shaping = shaping }

  /// What is to be sent for `estimate`; nil where that is nothing.
  /// - Parameter estimate: of one stage, in the order of their times.
  public mutating func shape(_ estimate: EmotionEstimate) -> EmotionEstimate? {
    let elapsed = Float(AnalysisGrid.seconds(samples: estimate.sampleTime - (lastSampleTime ?? 0)))
    lastSampleTime = estimate.sampleTime
    var shaped = estimate
    switch estimate.isSilent ? shaping.silence : .follow {
    case .follow: advance(&shaped, elapsed)
    case .hold: rest(&shaped, elapsed, timeConstantSeconds: nil)
    case .decay(let timeConstantSeconds): rest(&shaped, elapsed, timeConstantSeconds: timeConstantSeconds)
    case .stop: return nil
    }
    let held = quadrant.advance(
      shaped.quadrants, sampleTime: estimate.sampleTime, margin: Float(shaping.quadrantMargin),
      dwellSamples: Int64((shaping.quadrantDwellSeconds * Double(AnalysisGrid.sampleRateHz)).rounded()))
    shaped.heldQuadrant = held == Quadrant(largestOf: shaped.quadrants) ? nil : held
    return shaped
  }

  /// Forgets all estimates.
  public mutating func reset() { self = EstimateShaper(shaping) }

  private mutating func advance(_ shaped: inout EmotionEstimate, _ elapsedSeconds: Float) {
    shaped.affect.vector = affect.advance(
      shaped.affect.vector, elapsedSeconds: elapsedSeconds, shaping.smoothing)
    shaped.quadrants = quadrants.advance(
      shaped.quadrants, elapsedSeconds: elapsedSeconds, shaping.smoothing)
    shaped.emotions = emotions.advance(
      shaped.emotions, elapsedSeconds: elapsedSeconds, shaping.smoothing)
  }

  private mutating func rest(
    _ shaped: inout EmotionEstimate, _ elapsedSeconds: Float, timeConstantSeconds: Double?
  ) {
    shaped.affect.vector = affect.rest(
      .zero, elapsedSeconds: elapsedSeconds, timeConstantSeconds: timeConstantSeconds)
    shaped.quadrants = quadrants.rest(
      SIMD4(repeating: 0.25), elapsedSeconds: elapsedSeconds, timeConstantSeconds: timeConstantSeconds)
    shaped.emotions = emotions.rest(
      .zero, elapsedSeconds: elapsedSeconds, timeConstantSeconds: timeConstantSeconds)
  }
}

extension Affect {
  fileprivate var vector: SIMD2<Float> {
    get { SIMD2(valence, arousal) }
    set { self = Affect(valence: newValue.x, arousal: newValue.y) }
  }
}
