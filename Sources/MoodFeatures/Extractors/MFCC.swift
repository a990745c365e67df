package import MoodCore
import MoodDSP

/// The first mel-frequency cepstral coefficients: the shape of the mel levels, coarse to fine, `librosa.feature.mfcc`
/// with a fixed reference of 1.
package struct MFCC: ~Copyable, FeatureExtractor {
  package static let coefficients = 13

  package static let columns = (1...coefficients).map {
    FeatureColumn(
      "mfcc_\($0)", unit: "dB", range: -Float.infinity...(.infinity),
      reference: "librosa feature.mfcc, DCT-II ortho")
  }
  package static let needs: FrameParts = .melLevels

  private let transform = DCT(inputs: FrameAnalysis.melBands, outputs: coefficients)

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    transform.apply(frame.melLevels, into: row)
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
