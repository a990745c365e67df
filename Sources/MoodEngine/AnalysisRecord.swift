package import MoodCore

/// What the analysis thread hands to the emit thread.
package enum AnalysisRecord: BitwiseCopyable, Sendable {
  case estimate(EmotionEstimate)
  case event(StreamEvent)

  /// Whether it is worth nothing once it is late, so that it gives way to what happened to the stream.
  var isPerishable: Bool {
    @_noAllocation @_noLocks
    get {
      switch self {
      case .estimate: true
      case .event(let event): event.kind.isRhythm
      }
    }
  }
}
