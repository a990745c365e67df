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
    for index in 0..<2 { row[index] = max(row[index] - 0.691, Self.floorLUFS) }
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

/// The mean energy of a window that is no whole number of hops, as it slides by hops.
///
/// Such a window is made of whole hops and the end of the one before them, so two energies a hop suffice. They are
/// summed anew every time: that is cheap, and nothing drifts.
private struct EnergyWindow: ~Copyable, Sendable {
  /// Samples of the hop before the whole ones that belong to the window.
  let tailSamples: Int

  private let samples: Int
  private var hops: SampleBuffer
  private var tails: SampleBuffer
  /// Where the oldest hop is, which the next one replaces.
  private var oldest = 0

  init(samples: Int) {
    self.samples = samples
    tailSamples = samples % AnalysisGrid.hopSamples
    hops = SampleBuffer(count: samples / AnalysisGrid.hopSamples)
    tails = SampleBuffer(count: samples / AnalysisGrid.hopSamples)
  }

  /// Takes the energy of a hop and of its last `tailSamples` samples, and gives the window's mean.
  @_noAllocation @_noLocks
  mutating func advance(hop: Float, tail: Float) -> Float {
    let tailBefore = tails[oldest]
    hops[oldest] = hop
    tails[oldest] = tail
    oldest = oldest + 1 == hops.count ? 0 : oldest + 1
    return (VectorMath.sum(hops.base, count: hops.count) + tailBefore) / Float(samples)
  }

  @_noAllocation @_noLocks
  mutating func reset() {
    hops.fill(0)
    tails.fill(0)
    oldest = 0
  }
}
