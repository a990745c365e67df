/// Tells lasting silence from a short pause, with two thresholds so that it does not flicker.
struct SilenceDetector {
  /// What the last hop changed.
  enum Change {
    case none
    case started
    case ended
  }

  private let thresholds: SilenceThresholds
  private(set) var isSilent = false
  private var quietHops = 0

  @_noAllocation @_noLocks
  mutating func advance(loudnessLUFS: Float) -> Change {
    if isSilent {
      guard loudnessLUFS > thresholds.leaveLUFS else { return .none }
      self = SilenceDetector(thresholds)
      return .ended
    }
    quietHops = loudnessLUFS < thresholds.enterLUFS ? quietHops + 1 : 0
    guard quietHops >= thresholds.holdHops else { return .none }
    isSilent = true
    return .started
  }

  @_noAllocation @_noLocks
  init(_ thresholds: SilenceThresholds) { self.thresholds = thresholds }
}
