import MoodCore

/// Tells, by its silences, where the utterances of a stream begin and end, and where its speaker may have gone.
struct SpeakerTurns {
  enum Change {
    case none
    case utteranceEnded
    case utteranceBegan
    /// The stream has begun with a silence: what was heard is no utterance.
    case nothingHeard
    case speakerGone
  }

  /// Silence that lasts longer has another speaker follow: ten seconds.
  static var longestPauseHops: Int64 {
    @_noAllocation @_noLocks
    get { 431 }
  }

  /// Quiet hops after which a silence is told.
  private let holdHops: Int64
  private var silentHops: Int64 = 0
  /// Hops since the utterance began, those of the quiet at its end included.
  private var utteranceHops: Int64 = 0

  /// - Parameter silence: by which the hops' silence is told.
  @_noAllocation @_noLocks
  init(_ silence: SilenceThresholds) { holdHops = Int64(silence.holdHops) }

  /// What a hop means.
  /// - Parameters:
  ///   - change: what the hop changed about silence.
  ///   - isSilent: whether it is silent now.
  @_noAllocation @_noLocks
  mutating func advance(_ change: SilenceDetector.Change, isSilent: Bool) -> Change {
    silentHops = isSilent ? silentHops + 1 : 0
    if case .ended = change { utteranceHops = 0 }
    utteranceHops += 1
    switch change {
    case .started: return utteranceHops > holdHops ? .utteranceEnded : .nothingHeard
    case .ended: return .utteranceBegan
    case .none: return silentHops == Self.longestPauseHops + 1 ? .speakerGone : .none
    }
  }
}
