import MoodCore

/// Where the hops of a stream end, followed from the counts of its samples and gaps alone.
struct HopGrid {
  /// Longest gap that is filled with silence; a longer one begins the grid anew. Two seconds.
  static var longestFilledGapSamples: Int64 {
    @_noAllocation @_noLocks
    get { Int64(2 * AnalysisGrid.sampleRateHz) }
  }

  /// Samples of the present hop.
  private var filled: Int64 = 0

  /// Counts samples that were heard.
  /// - Returns: whether a hop became whole by them.
  mutating func hear(samples: Int) -> Bool {
    filled += Int64(samples)
    let isWhole = filled >= AnalysisGrid.hopSamples
    filled %= Int64(AnalysisGrid.hopSamples)
    return isWhole
  }

  /// Counts samples that were not.
  mutating func miss(samples: Int64) {
    filled = samples > Self.longestFilledGapSamples ? 0 : (filled + samples) % Int64(AnalysisGrid.hopSamples)
  }
}
