import MoodCore

/// Which values are sent again: by default all, at the target's rate.
package struct OSCChange: Sendable, Equatable {
  /// How far a number must be from what was sent last, 0…1; whole numbers and words must be others. 0: all are sent.
  package var epsilon: Float
  /// What was sent so long ago on the sample clock is sent again although nothing has changed; 0: never.
  package var keepAliveSeconds: Double

  package init(epsilon: Float = 0, keepAliveSeconds: Double = 0) {
    self.epsilon = epsilon
    self.keepAliveSeconds = keepAliveSeconds
  }

  /// Whether what is now `values` is to be sent, where `epsilon` is not 0.
  /// - Parameters:
  ///   - last: what was sent last, and when.
  ///   - time: the present moment of the sample clock.
  func asks(for values: [Float], after last: (values: [Float], time: Int64)?, at time: Int64) -> Bool {
    guard let last else { return true }
    if keepAliveSeconds > 0, AnalysisGrid.seconds(samples: time - last.time) >= keepAliveSeconds {
      return true
    }
    return zip(values, last.values).contains { abs($0 - $1) >= epsilon }
  }
}
