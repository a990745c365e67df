package import MoodCore
import MoodVector

/// The share of the frame's samples that differ in sign from the one before, `librosa.feature.zero_crossing_rate`.
package struct ZeroCrossingRate: FeatureExtractor {
  package static let columns = [
    FeatureColumn("zcr", unit: "1", range: 0...1, reference: "librosa feature.zero_crossing_rate")
  ]
  package static let needs: FrameParts = []

  /// What is not further from 0 counts as 0, which is positive.
  private let threshold: Float = 1e-10

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let count = VectorMath.signChanges(frame.samples, limit: -threshold, count: AnalysisGrid.frameSamples)
    row[0] = Float(count) / Float(AnalysisGrid.frameSamples)
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
