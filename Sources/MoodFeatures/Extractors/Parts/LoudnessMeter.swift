import MoodCore
import MoodDSP
import MoodRealtime
import MoodVector

/// Momentary loudness without a pipeline around it: `loudness_momentary_lufs` but for rounding.
package struct LoudnessMeter: ~Copyable, Sendable {
  private var weighting = KWeighting(sampleRateHz: AnalysisGrid.sampleRateHz)
  private var window = EnergyWindow(samples: AnalysisGrid.sampleRateHz * 2 / 5)
  private let weighted = SampleBuffer(count: AnalysisGrid.hopSamples)
  private let level = SampleBuffer(count: 1)

  package init() {}

  /// Takes exactly `AnalysisGrid.hopSamples` samples and gives the loudness of the 400 ms that end with them, in LUFS.
  @_noAllocation @_noLocks
  package mutating func advance(_ hop: UnsafePointer<Float>) -> Float {
    let (count, tail) = (AnalysisGrid.hopSamples, window.tailSamples)
    weighting.apply(hop, into: weighted.base, count: count)
    let end = VectorMath.sumOfSquares(weighted.base + (count - tail), count: tail)
    let whole = VectorMath.sumOfSquares(weighted.base, count: count - tail) + end
    level.base[0] = window.advance(hop: whole, tail: end)
    Decibels.levels(ofPowers: level.base, into: level.base, count: 1)
    return max(level.base[0] - Loudness.offset, Loudness.floorLUFS)
  }

  @_noAllocation @_noLocks
  package mutating func reset() {
    weighting.reset()
    window.reset()
  }
}
