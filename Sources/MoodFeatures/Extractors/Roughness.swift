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
  private static var mostPeaks: Int {
    @_noAllocation @_noLocks
    get { 100 }
  }

  private let bins: UnsafeMutablePointer<Int32>
  private let magnitudes: SampleBuffer
  private let hertz: SampleBuffer

  package init() {
    precondition(
      Self.mostPeaks <= VectorMath.mostPartials && FrameAnalysis.bins <= VectorMath.mostBins, "too many peaks"
    )
    let capacity = (FrameAnalysis.bins + 1) / 2
    bins = .allocate(capacity: capacity)
    magnitudes = SampleBuffer(count: capacity)
    hertz = SampleBuffer(count: Self.mostPeaks)
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
    count = VectorMath.keepStrongest(Self.mostPeaks, of: count, positions: bins, values: magnitudes.base)
    for peak in 0..<count { hertz.base[peak] = Float(bins[peak]) * FrameAnalysis.binHz }
    row[0] = VectorMath.dissonance(hertz: hertz.base, amplitudes: magnitudes.base, count: count)
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
