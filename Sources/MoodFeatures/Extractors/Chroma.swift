package import MoodCore
import MoodDSP

/// The power in each pitch class relative to the strongest, `librosa.feature.chroma_stft` with tuning 0; all 0 in
/// silence.
package struct Chroma: ~Copyable, FeatureExtractor {
  package static let columns = ["c", "cs", "d", "ds", "e", "f", "fs", "g", "gs", "a", "as", "b"].map {
    FeatureColumn("chroma_\($0)", unit: "1", range: 0...1, reference: "librosa feature.chroma_stft, tuning 0")
  }
  package static let needs: FrameParts = .power

  private let filterbank = ChromaFilterbank(
    frameSamples: AnalysisGrid.frameSamples, sampleRateHz: AnalysisGrid.sampleRateHz)

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    filterbank.apply(frame.power, into: row)
    var strongest: Float = 0
    for pitchClass in 0..<ChromaFilterbank.classes { strongest = max(strongest, row[pitchClass]) }
    guard strongest >= .leastNormalMagnitude else { return }
    for pitchClass in 0..<ChromaFilterbank.classes { row[pitchClass] /= strongest }
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
