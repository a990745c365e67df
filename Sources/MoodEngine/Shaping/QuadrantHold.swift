import MoodCore

/// A quadrant that does not flicker: another one takes over where it leads clearly, and not too soon.
struct QuadrantHold: Sendable {
  private var current: Quadrant?
  /// Sample time at which `current` took over.
  private var since: Int64 = 0

  /// The quadrant that counts.
  /// - Parameters:
  ///   - margin: by how much another must lead, 0…1.
  ///   - dwellSamples: how long one stays at least.
  mutating func advance(
    _ shares: SIMD4<Float>, sampleTime: Int64, margin: Float, dwellSamples: Int64
  ) -> Quadrant {
    let leading = Quadrant(largestOf: shares)
    guard let current else {
      self.current = leading
      since = sampleTime
      return leading
    }
    if leading != current, sampleTime - since >= dwellSamples,
      shares[leading.rawValue - 1] - shares[current.rawValue - 1] >= margin
    {
      self.current = leading
      since = sampleTime
      return leading
    }
    return current
  }
}
