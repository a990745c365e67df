package import MoodCore
import MoodVector

/// The frequency of the bin up to which lie 85 % of the magnitude, `librosa.feature.spectral_rolloff`; 0 in silence.
package struct SpectralRolloff: FeatureExtractor {
  package static let columns = [
    FeatureColumn(
      "rolloff_hz", unit: "Hz", range: 0...Float(AnalysisGrid.sampleRateHz) / 2,
      reference: "librosa feature.spectral_rolloff, 0.85")
  ]
  package static let needs: FrameParts = .totalMagnitude

  private let share: Float = 0.85

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let bin = VectorMath.index(
      where: share * frame.totalMagnitude, isReachedBySumOf: frame.magnitude, count: FrameAnalysis.bins)
    row[0] = Float(bin) * FrameAnalysis.binHz
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
