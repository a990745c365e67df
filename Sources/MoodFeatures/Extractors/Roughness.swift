package import MoodCore
import MoodRealtime
import MoodVector

/// The sensory dissonance between all pairs of spectral peaks (Sethares 1993), as MIRtoolbox's `mirroughness` sums it:
/// by the product of their magnitudes, and by how close they lie within a critical band. It grows with the square of
/// the signal.
///
/// Peaks are bins that stand 1 % of the frame's largest magnitude above the valleys on both their sides; of more than
/// 100, as noise has them, the 100 strongest count. In silence it is 0.
package struct Roughness: ~Copyable, @unchecked Sendable, FeatureExtractor {
  package static let columns = [
    FeatureColumn(
      "roughness", unit: "1", range: 0...(.infinity),
      reference: "MIRtoolbox mirroughness, 100 strongest peaks")
  ]
  package static let needs: FrameParts = .magnitude

  private let contrast: Float = 0.01
  private let mostPeaks = 100

  private let bins: UnsafeMutablePointer<Int32>
  private let magnitudes: SampleBuffer
  private let hertz: SampleBuffer

  package init() {
    let capacity = (FrameAnalysis.bins + 1) / 2
    bins = .allocate(capacity: capacity)
    magnitudes = SampleBuffer(count: capacity)
    hertz = SampleBuffer(count: mostPeaks)
  }

  deinit { bins.deallocate() }

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    row[0] = 0
    let largest = VectorMath.maximum(frame.magnitude, count: FrameAnalysis.bins)
    guard largest >= .leastNormalMagnitude else { return }
    var count = VectorMath.peaks(
      frame.magnitude, contrast: contrast * largest, count: FrameAnalysis.bins, positions: bins,
      heights: magnitudes.base)
    if count > mostPeaks { count = keepStrongest(of: count) }
    for peak in 0..<count { hertz.base[peak] = Float(bins[peak]) * FrameAnalysis.binHz }
    row[0] = VectorMath.dissonance(hertz: hertz.base, amplitudes: magnitudes.base, count: count)
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}

  /// Leaves `mostPeaks` of `count` peaks in their order, of equals the lowest.
  @_noAllocation @_noLocks
  private borrowing func keepStrongest(of count: Int) -> Int {
    let magnitudes = magnitudes.base
    let threshold = VectorMath.value(ofRank: mostPeaks, in: magnitudes, count: count)
    var stronger = 0
    for peak in 0..<count { stronger += magnitudes[peak] > threshold ? 1 : 0 }
    var equals = mostPeaks - stronger
    var kept = 0
    for peak in 0..<count {
      let (bin, magnitude) = (bins[peak], magnitudes[peak])
      let isEqual = magnitude == threshold && equals > 0
      // Written in any case: no branch that depends on the values.
      bins[kept] = bin
      magnitudes[kept] = magnitude
      equals -= isEqual ? 1 : 0
      kept += magnitude > threshold || isEqual ? 1 : 0
    }
    return kept
  }
}
