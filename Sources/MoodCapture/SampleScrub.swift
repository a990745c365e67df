/// Keeps the analysis finite whatever an input holds.
package enum SampleScrub {
  /// Magnitudes beyond this, 120 dB above full scale, are cut to it, so that no power or sum overflows.
  package static let ceiling: Float = 0x1p20

  /// Replaces NaN and infinities by 0 and cuts what lies beyond ±`ceiling`.
  /// - Returns: how many were replaced.
  static func scrub(_ samples: UnsafeMutablePointer<Float>, count: Int) -> Int {
    var replaced = 0
    for index in 0..<count {
      let sample = samples[index]
      // False for NaN too.
      if abs(sample) <= ceiling { continue }
      if sample.isFinite {
        samples[index] = sample < 0 ? -ceiling : ceiling
      } else {
        samples[index] = 0
        replaced += 1
      }
    }
    return replaced
  }
}
