import MoodCore

/// What counts as silence.
package struct SilenceThresholds: Sendable, Equatable {
  /// What the thresholds of loudness may be, in LUFS: from the floor of the scale on.
  package static let loudnessRange: ClosedRange<Double> = -70...0
  /// What the time until silence may be, in seconds.
  package static let holdRange: ClosedRange<Double> = 0...600
  package static let standard = SilenceThresholds(enterLUFS: -60, leaveLUFS: -55, holdSeconds: 1)

  /// Momentary loudness in LUFS under which it may become silent; never under the floor of −70.
  package let enterLUFS: Float
  /// Momentary loudness in LUFS above which it is no longer silent; `enterLUFS` or more.
  package let leaveLUFS: Float
  /// Hops under the threshold until it counts as silence.
  let holdHops: Int

  /// - Parameter holdSeconds: how long it is under the threshold until it counts as silence, to the nearest hop.
  package init(enterLUFS: Float, leaveLUFS: Float, holdSeconds: Double) {
    precondition(enterLUFS <= leaveLUFS, "what is louder than the end of silence is no silence")
    self.enterLUFS = enterLUFS
    self.leaveLUFS = leaveLUFS
    holdHops = max(1, Int((holdSeconds / AnalysisGrid.seconds(hops: 1)).rounded()))
  }
}
