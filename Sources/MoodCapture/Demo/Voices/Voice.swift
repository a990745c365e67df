/// One sounding note.
protocol Voice {
  /// Adds the next `count` samples to those at `samples`; at most `Mixer.blockFrames`.
  /// - Returns: whether there is more to come.
  mutating func add(to samples: UnsafeMutablePointer<Float>, count: Int) -> Bool
}
