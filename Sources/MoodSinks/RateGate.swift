package import MoodCore

/// Lets through the estimates that one sink passes on: its stages, each at its own rate on the sample clock.
///
/// A rate of `r` divides the sample clock into ticks of `1/r` seconds, begun at sample 0; the first estimate of each
/// tick passes. What passes therefore depends on the times of the estimates alone, and no error adds up.
package struct RateGate {
  private let pace: SinkPace
  /// The tick of the last estimate that passed, for each stage.
  private var lastTick: [Int64]

  package init(_ pace: SinkPace) {
    self.pace = pace
    lastTick = Array(repeating: -1, count: EstimateStage.allCases.count)
  }

  /// Whether the sink passes `estimate` on. To be asked once for each estimate, in their order.
  package mutating func admits(_ estimate: EmotionEstimate) -> Bool {
    guard pace.stages.includes(estimate.stage) else { return false }
    guard case .perSecond(let thousandths) = pace.rate else { return true }
    let tick =
      estimate.sampleTime * Int64(thousandths) / (Int64(AnalysisGrid.sampleRateHz) * 1000)
    let stage = Int(estimate.stage.rawValue)
    guard tick > lastTick[stage] else { return false }
    lastTick[stage] = tick
    return true
  }
}
