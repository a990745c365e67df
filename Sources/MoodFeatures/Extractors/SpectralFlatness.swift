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

  private let powers = SampleBuffer(count: FrameAnalysis.bins)

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let power = frame.power
    for bin in 0..<FrameAnalysis.bins { powers.base[bin] = max(power[bin], smallestPower) }
    let count = Float(FrameAnalysis.bins)
    let mean = VectorMath.sum(powers.base, count: FrameAnalysis.bins) / count
    VectorMath.naturalLog(powers.base, into: powers.base, count: FrameAnalysis.bins)
    row[0] = VectorMath.sum(powers.base, count: FrameAnalysis.bins) / count
    VectorMath.exponential(row, into: row, count: 1)
    // Rounding may carry a flat spectrum past 1.
    row[0] = min(row[0] / mean, 1)
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
