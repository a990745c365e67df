/// Tells lasting silence from a short pause, with two thresholds so that it does not flicker.
struct SilenceDetector {
  /// What the last hop changed.
  enum Change {
    case none
    case started
    case ended
  }

  /// Momentary loudness in LUFS under which it may become silent.
  private let enterLUFS: Float = -60
  /// Momentary loudness in LUFS above which it is no longer silent.
  private let leaveLUFS: Float = -55
  /// Hops under the threshold until it counts as silence: one second.
  private let holdHops = 43

  private(set) var isSilent = false
  private var quietHops = 0

  @_noAllocation @_noLocks
  mutating func advance(loudnessLUFS: Float) -> Change {
    if isSilent {
      guard loudnessLUFS > leaveLUFS else { return .none }
      self = SilenceDetector()
      return .ended
    }
    quietHops = loudnessLUFS < enterLUFS ? quietHops + 1 : 0
    guard quietHops >= holdHops else { return .none }
    isSilent = true
    return .started
  }

  @_noAllocation @_noLocks
  init() {}
}
