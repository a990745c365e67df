package import MoodCore

/// How much louder the mel bands are than one row before: `librosa.onset.onset_strength` without centring. The first
/// row of a stream has 0.
package struct OnsetStrength: FeatureExtractor {
  package static let columns = [
    FeatureColumn(
      "onset_strength", unit: "dB", range: 0...(.infinity), reference: "librosa onset.onset_strength, lag 1")
  ]
  package static let needs: FrameParts = .onsetStrength

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    row[0] = frame.onsetStrength
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
