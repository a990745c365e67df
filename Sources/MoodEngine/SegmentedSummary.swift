import MoodCore
import MoodInference

/// Joins the model's verdicts on the stretches between resets, each weighted by its length.
struct SegmentedSummary {
  private var hops: Int64 = 0
  private var distance: Float = 0
  private var quadrants = SIMD4<Float>.zero
  private var emotions = SIMD16<Float>.zero
  private var affect = SIMD2<Float>.zero

  @_noAllocation @_noLocks
  init() {}

  @_noAllocation @_noLocks
  mutating func add(_ segment: HeadOutputs, hops count: Int64) {
    let old = Float(hops) / Float(hops + count)
    let new = Float(count) / Float(hops + count)
    quadrants = quadrants * old + segment.quadrants * new
    emotions = emotions * old + segment.emotions * new
    affect = affect * old + SIMD2(segment.affect.valence, segment.affect.arousal) * new
    distance = distance * old + segment.distance * new
    hops += count
  }

  /// The verdict on all of it; nil where nothing was heard.
  func summary(_ confidence: EstimateConfidence) -> StreamSummary? {
    guard hops > 0 else { return nil }
    let whole = HeadOutputs(
      quadrants: quadrants, affect: Affect(valence: affect.x, arousal: affect.y), emotions: emotions,
      distance: distance)
    return StreamSummary(
      affect: whole.affect, quadrants: whole.quadrants, emotions: whole.emotions,
      confidence: confidence.value(of: whole, heardHops: hops, isSilent: false))
  }
}
