package import MoodCore
import MoodRealtime
import MoodVector

/// How much the magnitudes grew since one row before, √Σ max(0, ΔX)²: MIRtoolbox's `mirflux` of increases. The first
/// row of a stream has 0.
package struct SpectralFlux: ~Copyable, FeatureExtractor {
  package static let columns = [
    FeatureColumn("flux", unit: "1", range: 0...(.infinity), reference: "MIRtoolbox mirflux, 'Inc'")
  ]
  package static let needs: FrameParts = .magnitude

  private let previous = SampleBuffer(count: FrameAnalysis.bins)
  private var isFirst = true

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let energy = VectorMath.riseEnergy(frame.magnitude, before: previous.base, count: FrameAnalysis.bins)
    row[0] = isFirst ? 0 : energy
    VectorMath.squareRoot(row, into: row, count: 1)
    isFirst = false
  }

  @_noAllocation @_noLocks
  package mutating func reset() { isFirst = true }
}
