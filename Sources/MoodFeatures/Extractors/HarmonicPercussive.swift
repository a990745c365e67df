package import MoodCore

/// The energies of what lasts and of what is broad in the spectrum, and how they stand to one another:
/// `MedianSeparation` in the causal form, the harmonic median running over the last 16 rows (.37 s), which is the past
/// half of librosa's 31, the present row included.
///
/// The median of 16 is the mean of the two in the middle, by which white noise has a ratio of .51, near librosa's .50; with
/// the upper of the two alone it would be .55. In silence the energies are 0 and the ratio is ½.
package struct HarmonicPercussive: ~Copyable, FeatureExtractor {
  package static let columns = MedianSeparation.columns(
    suffix: "", reference: "Fitzgerald 2010; librosa decompose.hpss, causal")
  package static let needs: FrameParts = .magnitude

  private var separation = MedianSeparation(rows: 16, delayRows: 0)

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    separation.advance(frame.magnitude).write(to: row)
  }

  @_noAllocation @_noLocks
  package mutating func reset() { separation.reset() }
}
