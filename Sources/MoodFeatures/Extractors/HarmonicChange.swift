import Glibc
package import MoodCore
import MoodDSP
import MoodRealtime
import MoodVector

/// How fast the harmony changes: the harmonic change detection function of Harte, Sandler and Gasser (2006).
///
/// The tonal centroid c is smoothed by a Gaussian g of nine rows and deviation 2, s_m = Σ g_k·c_(m+k) over k = −4 … 4,
/// and the change at row m is |s_(m+1) − s_(m−1)|. The newest smoothed row that there is at row n is s_(n−4), so row n
/// holds the change at row n − 5. Before the first row stands silence, whose centroid is 0.
package struct HarmonicChange: ~Copyable, FeatureExtractor {
  package static let columns = [
    // Two points of the space are at most two radii apart on each of its circles.
    FeatureColumn(
      "hcdf", unit: "1", range: 0...3,
      reference: "Harte, Sandler and Gasser 2006, Gaussian of 9 rows, 5 rows late")
  ]
  package static let needs: FrameParts = .tonalCentroid

  /// Rows on either side of the one whose change is taken.
  private static var reach: Int {
    @_noAllocation @_noLocks
    get { 5 }
  }
  private static var width: Int {
    @_noAllocation @_noLocks
    get { 2 * reach + 1 }
  }

  /// The last centroids, oldest first.
  private var history = SampleBuffer(count: width * TonalCentroid.paddedDimensions)
  /// What the row k after the one in question weighs in s_(m+1) − s_(m−1), k = 1 … `reach`; the row k before it weighs
  /// as much, negated.
  private let weights: SampleBuffer

  package init() {
    let deviation = 2.0
    let gaussian = (0..<Self.reach).map { exp(-0.5 * Double($0 * $0) / (deviation * deviation)) } + [0, 0]
    let total = gaussian[0] + 2 * gaussian.dropFirst().reduce(0, +)
    weights = SampleBuffer((1...Self.reach).map { Float((gaussian[$0 - 1] - gaussian[$0 + 1]) / total) })
  }

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    history.slide(by: TonalCentroid.paddedDimensions)
    history.copy(
      from: frame.tonalCentroid, count: TonalCentroid.paddedDimensions,
      at: (Self.width - 1) * TonalCentroid.paddedDimensions)
    var change = SIMD8<Float>.zero
    // Through differences of rows, so that a harmony that stands gives exactly 0.
    for distance in 1...Self.reach {
      let difference = centroid(Self.reach + distance) - centroid(Self.reach - distance)
      change += weights.base[distance - 1] * difference
    }
    row[0] = (change * change).horizontalSum
    VectorMath.squareRoot(row, into: row, count: 1)
  }

  @_noAllocation @_noLocks
  package mutating func reset() { history.fill(0) }

  @inline(__always) @_noAllocation @_noLocks
  private borrowing func centroid(_ row: Int) -> SIMD8<Float> {
    UnsafeRawPointer(history.base + row * TonalCentroid.paddedDimensions).loadUnaligned(as: SIMD8<Float>.self)
  }
}
