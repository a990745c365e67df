package import MoodCore
import MoodRealtime

/// The levels of the mel bands, `power_to_db(librosa.feature.melspectrogram)` with a fixed reference of 1; −100 dB in
/// silence.
package struct MelBands: FeatureExtractor {
  package static let columns = (1...FrameAnalysis.melBands).map {
    FeatureColumn(
      "mel_db_\($0)", unit: "dB", range: -100...(.infinity), reference: "librosa feature.melspectrogram")
  }
  package static let needs: FrameParts = .melLevels

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let levels = frame.melLevels
    for band in 0..<FrameAnalysis.melBands { row[band] = levels[band] }
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}
