package import MoodCore

/// `librosa.decompose.hpss` with its kernel of 31 rows and 31 bins, for recordings: row n holds what librosa says of row
/// n − 15 (.35 s earlier), which takes the 15 rows on either side of that.
///
/// The first 15 rows stand for nothing yet and are silence: energies of 0, a ratio of ½. In the 15 rows after them the
/// harmonic median is that of the rows that exist, where librosa reflects the spectrogram. The last 15 rows of a recording
/// never become a row here.
package struct CentredHarmonicPercussive: ~Copyable, FeatureExtractor {
  package static let columns = MedianSeparation.columns(
    suffix: "_centred", reference: "Fitzgerald 2010; librosa decompose.hpss")
  package static let needs: FrameParts = .magnitude

  private var separation = MedianSeparation(rows: 31, delayRows: 15)

  package init() {}

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    separation.advance(frame.magnitude).write(to: row)
  }

  @_noAllocation @_noLocks
  package mutating func reset() { separation.reset() }
}
