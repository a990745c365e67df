import Glibc
package import MoodCore
import MoodVector

/// How evenly magnitude is spread over the bins, −Σ p ln p / ln N of their shares p (MIRtoolbox's `mirentropy`): 0 for
/// one bin, 1 for what is flat; 0 in silence.
package struct SpectralEntropy: FeatureExtractor {
  package static let columns = [
    FeatureColumn("entropy", unit: "1", range: 0...1, reference: "MIRtoolbox mirentropy")
  ]
  package static let needs: FrameParts = .totalMagnitude

  private let flatEntropy = log(Float(FrameAnalysis.bins))

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    row[0] = 0
    guard frame.totalMagnitude >= .leastNormalMagnitude else { return }
    let entropy = VectorMath.entropy(
      frame.magnitude, scale: 1 / frame.totalMagnitude, count: FrameAnalysis.bins)
    // Rounding may carry it past both ends.
    row[0] = max(0, min(entropy / flatEntropy, 1))
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
