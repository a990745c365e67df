package import MoodCore
import MoodVector

/// The frequency of the bin up to which lie 85 % of the magnitude, `librosa.feature.spectral_rolloff`; 0 in silence.
package struct SpectralRolloff: FeatureExtractor {
  package static let columns = [
    FeatureColumn(
      "rolloff_hz", unit: "Hz", range: 0...Float(AnalysisGrid.sampleRateHz) / 2,
      reference: "librosa feature.spectral_rolloff, 0.85")
  ]
  package static let needs: FrameParts = .magnitude

  private let share: Float = 0.85

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let magnitude = frame.magnitude
    let threshold = share * VectorMath.sum(magnitude, count: FrameAnalysis.bins)
    var bin = 0
    var sum: Float = 0
    // By blocks up to the one in which the threshold is reached: a running sum over all bins would wait for each
    // addition.
    let block = 32
    while bin + block < FrameAnalysis.bins {
      let next = sum + VectorMath.sum(magnitude + bin, count: block)
      if next >= threshold { break }
      sum = next
      bin += block
    }
    sum += magnitude[bin]
    while sum < threshold && bin + 1 < FrameAnalysis.bins {
      bin += 1
      sum += magnitude[bin]
    }
    row[0] = Float(bin) * FrameAnalysis.binHz
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
