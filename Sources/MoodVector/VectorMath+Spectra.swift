import CVector

/// What is computed of spectra and frames.
extension VectorMath {
  /// Writes the four sums Σ aᵢ(i − centre)ʲ for j = 1 … 4.
  @_noAllocation @_noLocks
  package static func moments(
    _ a: UnsafePointer<Float>, about centre: Float, count: Int, into: UnsafeMutablePointer<Float>
  ) {
    mv_moments(a, centre, count, into)
  }

  /// −Σ p·ln p of p = `scale`·a, no a being negative; 0 counts as 0.
  @_noAllocation @_noLocks
  package static func entropy(_ a: UnsafePointer<Float>, scale: Float, count: Int) -> Float {
    mv_entropy(a, scale, count)
  }

  /// Writes the mean of max(a, floor) and the mean of its natural logarithm, for a normal and positive `floor`.
  @_noAllocation @_noLocks
  package static func means(
    _ a: UnsafePointer<Float>, floor: Float, count: Int, into: UnsafeMutablePointer<Float>
  ) {
    mv_means_of_floored(a, floor, count, into)
  }

  /// Σ max(0, a − before)²; then `before` holds a.
  @_noAllocation @_noLocks
  package static func riseEnergy(
    _ a: UnsafePointer<Float>, before: UnsafeMutablePointer<Float>, count: Int
  ) -> Float {
    mv_rise_energy(a, before, count)
  }

  /// The first index at which the sum of a up to and with it reaches `threshold`, else the last one.
  @_noAllocation @_noLocks
  package static func index(
    where threshold: Float, isReachedBySumOf a: UnsafePointer<Float>, count: Int
  ) -> Int {
    mv_reach(a, threshold, count)
  }

  /// How many elements differ from the one before in whether they are under `limit`.
  @_noAllocation @_noLocks
  package static func signChanges(_ a: UnsafePointer<Float>, limit: Float, count: Int) -> Int {
    mv_sign_changes(a, limit, count)
  }

  /// Writes the means of the `extremes` largest and of the `extremes` smallest elements: from 1 to
  /// `mostExtremes`, and not more than `count`. O(count).
  @_noAllocation @_noLocks
  package static func extremeMeans(
    _ a: UnsafePointer<Float>, extremes: Int, count: Int, into: UnsafeMutablePointer<Float>
  ) {
    mv_extreme_means(a, extremes, count, into)
  }

  /// How many extremes `extremeMeans` takes at most.
  package static var mostExtremes: Int { Int(MV_MAXIMUM_EXTREMES) }

  /// Writes where and how high the maxima of a are that are `contrast` or more high and stand as much above the lowest
  /// element between them and the next higher one, if any, on either side. O(count) but for
  /// spectra of many maxima within one contrast that rise in steps, which take O(count²): 60 µs for 1025 bins.
  ///
  /// Of equals the first counts; beyond both ends lies nothing. Returns their number, at most (count + 1) / 2.
  /// `count` is at most `mostBins`.
  @_noAllocation @_noLocks
  package static func peaks(
    _ a: UnsafePointer<Float>, contrast: Float, count: Int, positions: UnsafeMutablePointer<Int32>,
    heights: UnsafeMutablePointer<Float>
  ) -> Int {
    mv_peaks(a, contrast, count, positions, heights)
  }

  /// How many elements `peaks` takes at most.
  package static var mostBins: Int { Int(MV_MAXIMUM_BINS) }

  /// Keeps the `most` largest of `count` values, of equals the first, with their positions and in their order; none is
  /// negative. Returns how many are left. O(count).
  @_noAllocation @_noLocks
  package static func keepStrongest(
    _ most: Int, of count: Int, positions: UnsafeMutablePointer<Int32>, values: UnsafeMutablePointer<Float>
  ) -> Int {
    mv_strongest(positions, values, most, count)
  }

  /// The sensory dissonance of at most `mostPartials` partials, sorted by frequency: Σ aᵢaⱼ(e^(−3.51sd) − e^(−5.75sd))
  /// over all pairs, with their distance d in Hz and s = 0.24 / (0.0207·lower + 18.96) (Sethares, 1993). O(count²), but
  /// pairs that are too far apart to reach 10⁻⁶ of what they may be are left out.
  @_noAllocation @_noLocks
  package static func dissonance(
    hertz: UnsafePointer<Float>, amplitudes: UnsafePointer<Float>, count: Int
  ) -> Float {
    mv_dissonance(hertz, amplitudes, count)
  }

  /// How many partials `dissonance` takes at most.
  package static var mostPartials: Int { Int(MV_MAXIMUM_PARTIALS) }
}
