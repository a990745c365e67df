package import MoodCore
import MoodDSP
import MoodRealtime
import MoodVector

/// Momentary (400 ms) and short-term (3 s) loudness by ITU-R BS.1770-4, ungated, with silence at −70 LUFS.
///
/// The windows end with the hop, to the sample. Loudness is that of the analysed signal, mono at 22,050 Hz: that of the
/// original differs by what lies above 11 kHz and between its channels.
package struct Loudness: ~Copyable, FeatureExtractor {
  package static var floorLUFS: Float {
    @_noAllocation @_noLocks
    get { -70 }
  }

  /// What BS.1770 takes from the level of the weighted power.
  static var offset: Float {
    @_noAllocation @_noLocks
    get { 0.691 }
  }

  package static let columns = [
    column("loudness_momentary_lufs"), column("loudness_short_lufs"),
  ]
  package static let needs: FrameParts = []

  private var weighting = KWeighting(sampleRateHz: AnalysisGrid.sampleRateHz)
  private let weighted = SampleBuffer(count: AnalysisGrid.hopSamples)
  private var momentary = EnergyWindow(samples: AnalysisGrid.sampleRateHz * 2 / 5)
  private var shortTerm = EnergyWindow(samples: AnalysisGrid.sampleRateHz * 3)

  package init() {
    precondition(
      momentary.tailSamples >= shortTerm.tailSamples, "the hop is cut at the longer of the two tails first")
  }

  @_noAllocation @_noLocks
  package mutating func extract(_ frame: borrowing FrameAnalysis, into row: UnsafeMutablePointer<Float>) {
    let (hop, weighted) = (AnalysisGrid.hopSamples, weighted.base)
    weighting.apply(frame.hop, into: weighted, count: hop)
    let (longTail, shortTail) = (momentary.tailSamples, shortTerm.tailSamples)
    let end = VectorMath.sumOfSquares(weighted + (hop - shortTail), count: shortTail)
    let middle = VectorMath.sumOfSquares(weighted + (hop - longTail), count: longTail - shortTail)
    let whole = VectorMath.sumOfSquares(weighted, count: hop - longTail) + middle + end
    row[0] = momentary.advance(hop: whole, tail: middle + end)
    row[1] = shortTerm.advance(hop: whole, tail: end)
    Decibels.levels(ofPowers: row, into: row, count: 2)
    for index in 0..<2 { row[index] = max(row[index] - Self.offset, Self.floorLUFS) }
  }

  @_noAllocation @_noLocks
  package mutating func reset() {
    weighting.reset()
    momentary.reset()
    shortTerm.reset()
  }

  private static func column(_ name: String) -> FeatureColumn {
    FeatureColumn(name, unit: "LUFS", range: floorLUFS...(.infinity), reference: "ITU-R BS.1770-4")
  }
}
