/// Random numbers that a seed fixes on every machine (Steele, Lea and Flood 2014).
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// A generator of its own for each of `salts`, so that one consumer's draws never shift another's.
  package init(seed: UInt64, _ salts: UInt64...) {
    state = seed
    for salt in salts { state = next() ^ (salt &* 0xd6e8_feb8_6659_fd93) }
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// Uniform in 0..<1.
  package mutating func uniform() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// Uniform in 0..<count.
  package mutating func index(below count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

  /// Near enough normal, mean 0 and deviation 1: the sum of twelve uniforms less six.
  package mutating func normal() -> Float {
    // 12 sums of 16-bit uniforms from three draws: cheap, and its tails end at ±6.
    var sum: Float = 0
    for _ in 0..<3 {
      var bits = next()
      for _ in 0..<4 {
        sum += Float(bits & 0xffff)
        bits >>= 16
      }
    }
    return (sum - 12 * 32767.5) * 0x1p-16
  }
}
