package import MoodCore
import MoodDSP

/// The tonal centroid of the chroma, `librosa.feature.tonnetz` of `chroma_stft`: sine and cosine on the circles of
/// fifths, minor thirds and major thirds. All 0 in silence.
package struct Tonnetz: FeatureExtractor {
  package static let columns = (1...TonalCentroid.dimensions).map { dimension in
    let radius: Float = dimension > 4 ? 0.5 : 1
    return FeatureColumn(
      "tonnetz_\(dimension)", unit: "1", range: -radius...radius,
      reference: "librosa feature.tonnetz of chroma_stft, tuning 0")
  }
  package static let needs: FrameParts = .tonalCentroid

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let centroid = frame.tonalCentroid
    for dimension in 0..<TonalCentroid.dimensions { row[dimension] = centroid[dimension] }
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
