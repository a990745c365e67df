import Glibc

/// A room: eight delay lines that feed one another through a Householder matrix (Jot and Chaigne 1991), dulled each round.
struct Reverb {
  /// Samples a round takes in each line: primes, so that echoes do not coincide.
  private static let lengths = SIMD8<Int>(1123, 1361, 1597, 1847, 2053, 2311, 2557, 2879)
  /// A power of two above all lengths.
  private static let capacity = 4096

  private var lines = [SIMD8<Float>](repeating: .zero, count: Reverb.capacity)
  private var position = 0
  private let feedback: SIMD8<Float>
  private let keptTreble: Float
  private var dulled = SIMD8<Float>.zero

  /// - Parameters:
  ///   - seconds: time in which the room falls by 60 dB.
  ///   - damping: share of the treble lost each round, 0…1.
  init(seconds: Float, damping: Float, rate: Float) {
    keptTreble = 1 - damping
    var feedback = SIMD8<Float>.zero
    for lane in feedback.indices {
      feedback[lane] = expf(-6.9 * Float(Reverb.lengths[lane]) / (seconds * rate))
    }
    self.feedback = feedback
  }

  /// Adds the room's answer to `send` to `output`.
  mutating func process(_ send: StereoBlock, into output: StereoBlock, count: Int) {
    let mask = Reverb.capacity - 1
    let lengths = Reverb.lengths
    lines.withUnsafeMutableBufferPointer { lines in
      for index in 0..<count {
        let past = (SIMD8(repeating: position) &- lengths) & mask
        var heard = SIMD8<Float>.zero
        for lane in 0..<8 { heard[lane] = lines[past[lane]][lane] }
        dulled += (heard - dulled) * keptTreble
        heard = dulled * feedback
        let even = heard.evenHalf.sum()
        let odd = heard.oddHalf.sum()
        output.left[index] += even
        output.right[index] += odd
        let (l, r) = (send.left[index], send.right[index])
        lines[position] = heard - (even + odd) * 0.25 + SIMD8(l, r, l, r, l, r, l, r)
        position = (position + 1) & mask
      }
    }
  }
}
