internal import MoodCore

/// Masks of bands and of steps that are 0 in training (Park and others, Interspeech 2019, without the time warp): inputs have
/// mean 0.
package struct SpecAugment: Sendable, Equatable {
  /// Steps or bands from `start` on.
  package struct Mask: Sendable, Equatable {
    package var start: Int
    package var count: Int

    package init(start: Int, count: Int) {
      self.start = start
      self.count = count
    }
  }

  /// How many of each.
  package var bandMasks: Int
  package var stepMasks: Int
  /// The widest of each; a width is drawn evenly from 0 up to it.
  package var widestBands: Int
  package var longestSteps: Int

  package init(bandMasks: Int, widestBands: Int, stepMasks: Int, longestSteps: Int) {
    self.bandMasks = bandMasks
    self.widestBands = widestBands
    self.stepMasks = stepMasks
    self.longestSteps = longestSteps
  }

  /// Masks the columns and the steps of one clip.
  package static func apply(
    _ clip: UnsafeMutablePointer<Float>, steps: Int, columns: Int, bandMasks: [Mask], stepMasks: [Mask]
  ) {
    for mask in bandMasks {
      for step in 0..<steps {
        (clip + step * columns + mask.start).update(repeating: 0, count: mask.count)
      }
    }
    for mask in stepMasks {
      (clip + mask.start * columns).update(repeating: 0, count: mask.count * columns)
    }
  }

  /// Masks every clip by draws of its own.
  func apply(_ input: Batch, _ random: inout SplitMix64) {
    let (steps, columns) = (input.shape[0], input.shape[1])
    for clip in 0..<input.clips {
      let bands = (0..<bandMasks).map { _ in Self.mask(widestBands, of: columns, &random) }
      let times = (0..<stepMasks).map { _ in Self.mask(longestSteps, of: steps, &random) }
      Self.apply(input.clip(clip), steps: steps, columns: columns, bandMasks: bands, stepMasks: times)
    }
  }

  private static func mask(_ widest: Int, of count: Int, _ random: inout SplitMix64) -> Mask {
    let width = random.index(below: min(widest, count) + 1)
    return Mask(start: random.index(below: count - width + 1), count: width)
  }
}
