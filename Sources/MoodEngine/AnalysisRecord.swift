package import MoodCore

/// What the analysis thread hands to the emit thread.
package enum AnalysisRecord: BitwiseCopyable, Sendable {
  case estimate(EmotionEstimate)
  case event(StreamEvent)
  /// Something that happened to the device; the emit thread knows the words.
  case device(UInt64, sampleTime: Int64)

  /// Whether it is worth nothing once it is late, so that it gives way to what the stream has lost and what
  /// happened to its device.
  var isPerishable: Bool {
    @_noAllocation @_noLocks
    get {
      switch self {
      case .estimate: true
      case .event(let event): !event.kind.isLoss
      case .device: false
      }
    }
  }
}
