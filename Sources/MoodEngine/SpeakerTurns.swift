import MoodCore

/// Tells, by its silences, where the utterances of a stream begin and end, and where its speaker may have gone.
struct SpeakerTurns {
  enum Change {
    case none
    case utteranceEnded
    case utteranceBegan
    case speakerGone
  }

  /// Silence that lasts longer has another speaker follow: ten seconds.
  static var longestPauseHops: Int64 {
    @_noAllocation @_noLocks
    get { 431 }
  }

  private var silentHops: Int64 = 0

  @_noAllocation @_noLocks
  init() {}

  /// What a hop means.
  /// - Parameters:
  ///   - change: what the hop changed about silence.
  ///   - isSilent: whether it is silent now.
  @_noAllocation @_noLocks
  mutating func advance(_ change: SilenceDetector.Change, isSilent: Bool) -> Change {
    silentHops = isSilent ? silentHops + 1 : 0
    switch change {
    case .started: return .utteranceEnded
    case .ended: return .utteranceBegan
    case .none: return silentHops == Self.longestPauseHops + 1 ? .speakerGone : .none
    }
  }
}
