package import MoodCore

/// What the analysis thread hands to the emit thread.
package enum AnalysisRecord: BitwiseCopyable, Sendable {
  case estimate(EmotionEstimate)
  case event(StreamEvent)
}
