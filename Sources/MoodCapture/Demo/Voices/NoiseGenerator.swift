/// White noise: a linear congruential generator (Knuth and Lewis), the same for the same seed.
struct NoiseGenerator {
  private var state: UInt32

  /// - Parameter seed: anything; its bits are scattered, since near seeds would begin alike.
  init(seed: UInt32) {
    state = (seed &+ 1) &* 0x9E37_79B9
    state ^= state >> 15
    state = state &* 0x85EB_CA6B
    state ^= state >> 13
  }

  /// The next value, uniform in −1..<1.
  @inline(__always)
  mutating func next() -> Float {
    state = state &* 1_664_525 &+ 1_013_904_223
    return Float(Int32(bitPattern: state)) * 0x1p-31
  }
}
