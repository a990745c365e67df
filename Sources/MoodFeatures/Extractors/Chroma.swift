package import MoodCore
import MoodDSP

/// The power in each pitch class relative to the strongest, `librosa.feature.chroma_stft` with tuning 0; all 0 in
/// silence.
package struct Chroma: FeatureExtractor {
  package static let columns = ["c", "cs", "d", "ds", "e", "f", "fs", "g", "gs", "a", "as", "b"].map {
    FeatureColumn("chroma_\($0)", unit: "1", range: 0...1, reference: "librosa feature.chroma_stft, tuning 0")
  }
  package static let needs: FrameParts = .chroma

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    Self.normalise(frame.chroma, into: row)
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}

  /// Divides the twelve sums by the largest of them.
  @_noAllocation @_noLocks
  static func normalise(_ power: UnsafePointer<Float>, into row: UnsafeMutablePointer<Float>) {
    var strongest: Float = 0
    for pitchClass in 0..<ChromaFilterbank.classes { strongest = max(strongest, power[pitchClass]) }
    let scale = strongest >= .leastNormalMagnitude ? strongest : 1
    for pitchClass in 0..<ChromaFilterbank.classes { row[pitchClass] = power[pitchClass] / scale }
  }
}
