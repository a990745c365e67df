package import MoodCore
import MoodVector

/// The share of magnitude above 1500 Hz, MIRtoolbox's `mirbrightness`; 0 in silence.
package struct Brightness: FeatureExtractor {
  package static let columns = [
    FeatureColumn("brightness", unit: "1", range: 0...1, reference: "MIRtoolbox mirbrightness, 1500 Hz")
  ]
  package static let needs: FrameParts = .totalMagnitude

  /// The first bin above 1500 Hz.
  private let firstBin = 1500 * AnalysisGrid.frameSamples / AnalysisGrid.sampleRateHz + 1

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    row[0] = 0
    guard frame.totalMagnitude >= .leastNormalMagnitude else { return }
    let above = VectorMath.sum(frame.magnitude + firstBin, count: FrameAnalysis.bins - firstBin)
    row[0] = min(above / frame.totalMagnitude, 1)
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
