package import MoodCore
import MoodDSP
import MoodVector

/// The fundamental frequency by YIN between 60 and 600 Hz, and how sure it is.
///
/// The period is that of `librosa.yin(fmin=60, fmax=600, trough_threshold=0.15)`. Where the frame is not voiced, both
/// forms of F0 are 0, as in openSMILE: librosa gives its best guess there, which follows noise anywhere, and to hold the
/// last one would show a pitch that nobody hears. Sounding ones are above 0 in both, so 0 cannot be mistaken.
package struct VoicePitch: FeatureExtractor {
  package static let columns = [
    FeatureColumn("f0_hz", unit: "Hz", range: 0...612.5, reference: "YIN, librosa.yin; 0 unvoiced"),
    FeatureColumn(
      "f0_semitones", unit: "semitones", range: 0...41.8, reference: "f0_hz above 55 Hz; 0 unvoiced"),
    FeatureColumn("periodicity", unit: "1", range: 0...1, reference: "YIN, 1 - d'"),
    FeatureColumn("voiced", unit: "1", range: 0...1, reference: "periodicity above 0.75: 1, else 0"),
  ]
  package static let needs: FrameParts = .pitch

  private let referenceHz: Float = 55
  private let semitonesPerDecade: Float = 39.863137

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let pitch = frame.pitch
    row[2] = pitch.periodicity
    guard pitch.isVoiced else {
      row[0] = 0
      row[1] = 0
      row[3] = 0
      return
    }
    row[0] = Float(AnalysisGrid.sampleRateHz) / pitch.periodSamples
    row[1] = row[0] / referenceHz
    VectorMath.log10(row + 1, into: row + 1, count: 1)
    row[1] *= semitonesPerDecade
    row[3] = 1
  }

  @_noAllocation @_noLocks
  package mutating func reset() {}
}

extension Pitch {
  /// Whether the frame repeats itself well enough to be called voiced.
  var isVoiced: Bool {
    @_noAllocation @_noLocks
    get { periodicity > 0.75 }
  }
}
