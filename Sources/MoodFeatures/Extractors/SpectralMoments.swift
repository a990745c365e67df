package import MoodCore
import MoodDSP
import MoodRealtime
import MoodVector

/// Mean and deviation of frequency, weighted by magnitude: `librosa.feature.spectral_centroid` and
/// `spectral_bandwidth` (p = 2). Both are 0 in silence.
package struct SpectralMoments: ~Copyable, FeatureExtractor {
  package static let columns = [
    FeatureColumn(
      "centroid_hz", unit: "Hz", range: 0...Float(AnalysisGrid.sampleRateHz) / 2,
      reference: "librosa feature.spectral_centroid"),
    FeatureColumn(
      "spread_hz", unit: "Hz", range: 0...Float(AnalysisGrid.sampleRateHz) / 4,
      reference: "librosa feature.spectral_bandwidth, p = 2"),
  ]
  package static let needs: FrameParts = .magnitude

  /// 0, 1, 2, …
  private let binNumbers = SampleBuffer((0..<FrameAnalysis.bins).map { Float($0) })

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let magnitude = frame.magnitude
    let total = VectorMath.sum(magnitude, count: FrameAnalysis.bins)
    guard total >= .leastNormalMagnitude else {
      row[0] = 0
      row[1] = 0
      return
    }
    let centroid = VectorMath.dot(magnitude, binNumbers.base, count: FrameAnalysis.bins) / total
    row[0] = centroid * FrameAnalysis.binHz
    row[1] = Self.secondMoment(magnitude, about: centroid) / total
    VectorMath.squareRoot(row + 1, into: row + 1, count: 1)
    row[1] *= FrameAnalysis.binHz
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}

  /// Σ m·(k − center)² over the bins k. The magnitudes' padding is zeros, so whole vectors may be read.
  ///
  /// Not Σ m·k² − …, in which a narrow spectrum would lose all its digits.
  @_noAllocation @_noLocks
  private static func secondMoment(_ magnitude: UnsafePointer<Float>, about center: Float) -> Float {
    let bytes = UnsafeRawPointer(magnitude)
    var distance = SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7) - center
    var sum = SIMD8<Float>.zero
    for index in stride(from: 0, to: FrameAnalysis.bins, by: 8) {
      let weights = bytes.loadUnaligned(
        fromByteOffset: index * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
      sum += weights * (distance * distance)
      distance += 8
    }
    return sum.horizontalSum
  }
}
