/// Finds the beginnings of sounds in the onset strength, in the row in which they are first heard.
///
/// A row has an onset where its strength stands by `thresholdDecibels` above the mean of the last 0.39 s, is that of
/// neither of the two rows before exceeded, and no onset came in those two: the causal form of the peak picking of
/// Böck, Krebs and Schedl, Evaluating the online capabilities of onset detection methods, ISMIR 2012. Nothing waits for
/// the next row, whose strength may still be greater: what would be gained in certainty comes 23 ms too late for light.
package struct OnsetDetector: ~Copyable, Sendable {
  /// By how many samples, on average, an onset precedes the end of its row: 17 ms. The true distance is anything
  /// between 0 and a hop and a half, because a sound counts once it has reached into the window's tail.
  package static var delaySamples: Int64 {
    @_noAllocation @_noLocks
    get { 375 }
  }
  /// Momentary loudness below which nothing is an onset.
  package static var quietestLUFS: Float {
    @_noAllocation @_noLocks
    get { -60 }
  }
  /// Least contrast of an onset, in dB of mean rise over the mel bands. Steady noise, white to brown, deviates from its
  /// mean by 0.14 dB, so this is what it exceeds less than once a day.
  private static var thresholdDecibels: Float {
    @_noAllocation @_noLocks
    get { 0.75 }
  }
  /// The contrast whose strength is one half; the median of music is a little less.
  private static var halfStrengthDecibels: Float {
    @_noAllocation @_noLocks
    get { 2 }
  }
  /// Rows from one onset to the next at least: 70 ms.
  private static var refractoryRows: Int {
    @_noAllocation @_noLocks
    get { 3 }
  }

  private var contrast = OnsetContrast()
  /// Strengths of the two rows before.
  private var before = SIMD2<Float>.zero
  /// Rows since the last onset, this one included, as far as they are of interest.
  private var rowsSince = OnsetDetector.refractoryRows

  /// Allocates the state at the beginning of a stream.
  package init() {}

  /// Takes the next row in and says how strong the onset in it is: 0 to 1, c/(c + 2 dB) of the contrast c, or nil where
  /// there is none.
  /// - Parameters:
  ///   - onsetStrength: the column `onset_strength`.
  ///   - loudnessLUFS: the column `loudness_momentary_lufs`.
  @_noAllocation @_noLocks
  package mutating func advance(onsetStrength: Float, loudnessLUFS: Float) -> Float? {
    let height = contrast.advance(onsetStrength)
    let isPeak = onsetStrength >= before.x && onsetStrength >= before.y
    before = SIMD2(before.y, onsetStrength)
    rowsSince = min(rowsSince + 1, Self.refractoryRows)
    guard isPeak, height >= Self.thresholdDecibels, rowsSince == Self.refractoryRows,
      loudnessLUFS >= Self.quietestLUFS
    else { return nil }
    rowsSince = 0
    return height / (height + Self.halfStrengthDecibels)
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  package mutating func reset() {
    contrast.reset()
    before = .zero
    rowsSince = Self.refractoryRows
  }
}
