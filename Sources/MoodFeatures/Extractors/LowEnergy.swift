package import MoodCore
import MoodRealtime
import MoodVector

/// The share of the last 10 s' rows whose RMS is below the mean of these rows' RMS: MIRtoolbox's `mirlowenergy`. High
/// where few loud moments stand among many quiet ones; 0 where the level never changes.
///
/// The mean and the share are taken anew every row, so nothing drifts.
package struct LowEnergy: ~Copyable, FeatureExtractor {
  package static let columns = [
    FeatureColumn("low_energy", unit: "1", range: 0...1, reference: "MIRtoolbox mirlowenergy, 10 s")
  ]
  package static let needs: FrameParts = []

  private static let hops = AnalysisGrid.frameSamples / AnalysisGrid.hopSamples

  /// Below the mean is what is so by more than this share of it. Without it, rounding alone would tell which rows of a
  /// constant level count.
  private let margin: Float = 1e-5

  /// Energies of the hops of a frame.
  private var hopEnergies = SampleBuffer(count: hops)
  private var hopPosition = 0
  /// The RMS of the last rows, ∞ where there was none yet.
  private var rows = SampleBuffer(count: (RowWindow.tenSeconds + 7) & ~7)
  private var count = 0
  private var position = 0

  package init() { rows.fill(.infinity) }

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    hopEnergies.base[hopPosition] = VectorMath.sumOfSquares(frame.hop, count: AnalysisGrid.hopSamples)
    hopPosition = hopPosition + 1 == hopEnergies.count ? 0 : hopPosition + 1
    let energy = VectorMath.sum(hopEnergies.base, count: hopEnergies.count)
    rows.base[position] = energy / Float(AnalysisGrid.frameSamples)
    VectorMath.squareRoot(rows.base + position, into: rows.base + position, count: 1)
    position = position + 1 == RowWindow.tenSeconds ? 0 : position + 1
    count = min(count + 1, RowWindow.tenSeconds)
    let mean = VectorMath.sum(rows.base, count: count) / Float(count)
    row[0] = Float(rowsBelow(mean * (1 - margin))) / Float(count)
  }

  @_noAllocation @_noLocks
  package mutating func reset() {
    hopEnergies.fill(0)
    rows.fill(.infinity)
    (hopPosition, count, position) = (0, 0, 0)
  }

  @_noAllocation @_noLocks
  private borrowing func rowsBelow(_ limit: Float) -> Int32 {
    var counts = SIMD8<Int32>.zero
    for index in stride(from: 0, to: rows.count, by: 8) {
      let eight = UnsafeRawPointer(rows.base + index).loadUnaligned(as: SIMD8<Float>.self)
      counts.replace(with: counts &+ 1, where: eight .< limit)
    }
    return counts.wrappedSum()
  }
}
