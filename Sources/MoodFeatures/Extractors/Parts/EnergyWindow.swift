import MoodCore
import MoodRealtime
import MoodVector

/// The mean energy of a window that is no whole number of hops, as it slides by hops.
///
/// Such a window is made of whole hops and the end of the one before them, so two energies a hop suffice. They are
/// summed anew every time: that is cheap, and nothing drifts.
struct EnergyWindow: ~Copyable, Sendable {
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
