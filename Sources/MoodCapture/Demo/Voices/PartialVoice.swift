import Glibc

/// Eight decaying sines, higher ones dying sooner: piano, vibraphone, bells.
///
/// Each partial is a point that turns round the origin (the coupled form of a resonator), so a sample costs no sine.
struct PartialVoice: Voice {
  /// What differs between instruments.
  struct Patch: Sendable {
    /// Frequencies as multiples of the note.
    var ratios: SIMD8<Float>
    /// Amplitudes when struck with full force.
    var amplitudes: SIMD8<Float>
    /// Seconds in which the lowest partial of middle C falls by 60 dB.
    var ring: Float
    /// How much sooner the higher partials die: 0 all alike, 1 in proportion to their frequency.
    var dulling: Float
    /// Seconds in which a released note falls by 60 dB.
    var damp: Float
    /// Level of the hammer's knock.
    var knock: Float
  }

  private var cosine: SIMD8<Float>
  private var sine: SIMD8<Float>
  private let turnCosine: SIMD8<Float>
  private let turnSine: SIMD8<Float>
  private let dampingPerBlock: Float
  private var remaining: Int
  private var dying: Int
  private var noise: NoiseGenerator
  private var knock: Float
  private var knockFilter: StateVariableFilter

  init(_ patch: Patch, note: Note, rate: Float) {
    noise = NoiseGenerator(seed: UInt32(truncatingIfNeeded: note.start) ^ note.hertz.bitPattern)
    sine = .zero
    cosine = .zero
    var turnCosine = SIMD8<Float>.zero
    var turnSine = SIMD8<Float>.zero
    for partial in 0..<8 {
      let hertz = note.hertz * patch.ratios[partial]
      guard hertz < 0.45 * rate else { continue }
      let ring = patch.ring * powf(261.6 / note.hertz, 0.5) * powf(patch.ratios[partial], -patch.dulling)
      let shrink = expf(-6.9 / (ring * rate))
      turnCosine[partial] = shrink * cosf(2 * .pi * hertz / rate)
      turnSine[partial] = shrink * sinf(2 * .pi * hertz / rate)
      // A soft stroke excites the upper partials less.
      cosine[partial] = patch.amplitudes[partial] * powf(note.velocity, 1 + 0.25 * Float(partial))
    }
    self.turnCosine = turnCosine
    self.turnSine = turnSine
    dampingPerBlock = expf(-6.9 / (patch.damp * rate))
    remaining = note.length
    dying = Int(patch.damp * rate)
    knock = patch.knock * note.velocity
    knockFilter = StateVariableFilter(cutoff: 1200 / rate)
  }

  mutating func add(to samples: UnsafeMutablePointer<Float>, count: Int) -> Bool {
    let damping: Float = remaining > 0 ? 1 : powf(dampingPerBlock, Float(count))
    // Copies, for the compiler cannot know that `samples` lies outside this voice.
    var (cosine, sine) = (cosine * damping, sine * damping)
    let (turnCosine, turnSine) = (turnCosine, turnSine)
    for index in 0..<count {
      let next = cosine * turnCosine - sine * turnSine
      sine = cosine * turnSine + sine * turnCosine
      cosine = next
      samples[index] += sine.sum()
    }
    (self.cosine, self.sine) = (cosine, sine)
    if knock > 1e-4 {
      for index in 0..<count {
        samples[index] += knockFilter.step(noise.next()).band * knock
        knock *= 0.9985
      }
    }
    remaining -= count
    if remaining <= 0 { dying -= count }
    return dying > 0
  }
}
