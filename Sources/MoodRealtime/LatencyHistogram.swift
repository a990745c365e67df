/// Counts durations in buckets of about 6% width, so that percentiles cost no memory that grows.
///
/// Bucket edges are those of a floating-point number with four bits after the leading one (as in Tene's HdrHistogram);
/// a percentile is the upper edge of its bucket, so it errs by at most 1/16 and never towards the flattering side.
package struct LatencyHistogram: ~Copyable {
  private static let fractionBits = 4
  private static let bucketCount = (65 - fractionBits) << fractionBits

  private let counts: UnsafeMutablePointer<UInt64>
  /// Durations counted.
  package private(set) var total: UInt64 = 0
  /// The longest duration, exact.
  package private(set) var maximum: UInt64 = 0

  package init() {
    counts = .allocate(capacity: Self.bucketCount)
    counts.initialize(repeating: 0, count: Self.bucketCount)
  }

  deinit { counts.deallocate() }

  /// Counts one duration, in any unit. O(1).
  @_noAllocation @_noLocks
  package mutating func record(_ duration: UInt64) {
    counts[Self.bucket(of: duration)] += 1
    total += 1
    if duration > maximum { maximum = duration }
  }

  /// The duration that the share `quantile` (0…1) of all counted ones does not exceed; 0 where none was counted.
  package borrowing func percentile(_ quantile: Double) -> UInt64 {
    guard total > 0 else { return 0 }
    let rank = UInt64((Double(total) * quantile).rounded(.up))
    var seen: UInt64 = 0
    for bucket in 0..<Self.bucketCount {
      seen += counts[bucket]
      if seen >= max(rank, 1) { return min(Self.upperEdge(of: bucket), maximum) }
    }
    return maximum
  }

  @_noAllocation @_noLocks
  private static func bucket(of duration: UInt64) -> Int {
    if duration < 1 << fractionBits { return Int(duration) }
    let exponent = 63 - duration.leadingZeroBitCount
    let fraction =
      Int(truncatingIfNeeded: duration >> UInt64(exponent - fractionBits)) & ((1 << fractionBits) - 1)
    return ((exponent - fractionBits + 1) << fractionBits) + fraction
  }

  private static func upperEdge(of bucket: Int) -> UInt64 {
    if bucket < 1 << fractionBits { return UInt64(bucket) }
    let shift = UInt64((bucket >> fractionBits) - 1)
    let leading = UInt64((bucket & ((1 << fractionBits) - 1)) + (1 << fractionBits))
    return ((leading + 1) << shift) &- 1
  }
}
