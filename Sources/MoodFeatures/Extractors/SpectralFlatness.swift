package import MoodCore
import MoodRealtime
import MoodVector

/// The geometric over the arithmetic mean of the power spectrum, `librosa.feature.spectral_flatness`: 0 for a tone,
/// 1 for what is flat, silence included.
package struct SpectralFlatness: ~Copyable, FeatureExtractor {
  package static let columns = [
    FeatureColumn("flatness", unit: "1", range: 0...1, reference: "librosa feature.spectral_flatness")
  ]
  package static let needs: FrameParts = .power

  /// Smaller powers count as this.
  private let smallestPower: Float = 1e-10

  /// The arithmetic mean, and the logarithm of the geometric one.
  private let means = SampleBuffer(count: 2)

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    VectorMath.means(frame.power, floor: smallestPower, count: FrameAnalysis.bins, into: means.base)
    VectorMath.exponential(means.base + 1, into: row, count: 1)
    // Rounding may carry a flat spectrum past 1.
    row[0] = min(row[0] / means.base[0], 1)
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
