package import MoodCore

/// The first mel-frequency cepstral coefficients: the shape of the mel levels, coarse to fine, `librosa.feature.mfcc`
/// with a fixed reference of 1.
package struct MFCC: FeatureExtractor {
  package static let columns = (1...FrameAnalysis.cepstralCoefficients).map {
    FeatureColumn(
      "mfcc_\($0)", unit: "dB", range: -Float.infinity...(.infinity),
      reference: "librosa feature.mfcc, DCT-II ortho")
  }
  package static let needs: FrameParts = .cepstrum

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let cepstrum = frame.cepstrum
    for index in 0..<FrameAnalysis.cepstralCoefficients { row[index] = cepstrum[index] }
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
