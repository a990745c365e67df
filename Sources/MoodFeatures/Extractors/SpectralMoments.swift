package import MoodCore
import MoodRealtime
import MoodVector

/// Mean, deviation, skewness and kurtosis of frequency, weighted by magnitude: `librosa.feature.spectral_centroid` and
/// `spectral_bandwidth` (p = 2), and the shape that Essentia's `DistributionShape` gives of `CentralMoments`, whose
/// kurtosis is 0 for a Gaussian.
///
/// In silence, and in a spectrum of one bin, deviation and skewness are 0 and kurtosis −3; the mean is 0 in silence.
package struct SpectralMoments: ~Copyable, FeatureExtractor {
  package static let columns = [
    FeatureColumn(
      "centroid_hz", unit: "Hz", range: 0...Float(AnalysisGrid.sampleRateHz) / 2,
      reference: "librosa feature.spectral_centroid"),
    FeatureColumn(
      "spread_hz", unit: "Hz", range: 0...Float(AnalysisGrid.sampleRateHz) / 4,
      reference: "librosa feature.spectral_bandwidth, p = 2"),
    FeatureColumn(
      "skewness", unit: "1", range: -Float.infinity...(.infinity), reference: "Essentia DistributionShape"),
    FeatureColumn(
      "kurtosis", unit: "1", range: -3...(.infinity), reference: "Essentia DistributionShape, Gaussian 0"),
  ]
  package static let needs: FrameParts = .totalMagnitude

  /// 0, 1, 2, …
  private let binNumbers = SampleBuffer((0..<FrameAnalysis.bins).map { Float($0) })
  /// Σ m·(k − centroid)ʲ over the bins k, for j = 1 … 4: not Σ m·k² − …, in which a narrow spectrum would lose all its
  /// digits.
  private let sums = SampleBuffer(count: 4)

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let (magnitude, total) = (frame.magnitude, frame.totalMagnitude)
    for index in 0..<3 { row[index] = 0 }
    row[3] = -3
    guard total >= .leastNormalMagnitude else { return }
    let centroid = VectorMath.dot(magnitude, binNumbers.base, count: FrameAnalysis.bins) / total
    row[0] = centroid * FrameAnalysis.binHz
    VectorMath.moments(magnitude, about: centroid, count: FrameAnalysis.bins, into: sums.base)
    let (first, second) = (sums.base[0] / total, sums.base[1] / total)
    let (third, fourth) = (sums.base[2] / total, sums.base[3] / total)
    row[1] = second
    VectorMath.squareRoot(row + 1, into: row + 1, count: 1)
    // The first moment is 0 but for the centroid's rounding, which the higher powers of a narrow spectrum would show.
    let variance = second - first * first
    if variance > 0 {
      row[2] = (third - 3 * first * second + 2 * first * first * first) / (variance * row[1])
      let fourthMoment = fourth - 4 * first * third + 3 * first * first * (2 * second - first * first)
      row[3] = max(fourthMoment / (variance * variance) - 3, -3)
    }
    row[1] *= FrameAnalysis.binHz
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
