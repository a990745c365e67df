import Glibc

/// Four saws, slightly apart in pitch, through a low-pass: strings, brass, leads, basses and the guitar before its amplifier.
///
/// The saws are differentiated parabolas (Välimäki 2005), which alias far less than plain ramps at the same cost.
struct SawVoice: Voice {
  /// What differs between instruments.
  struct Patch: Sendable {
    var envelope: Envelope.Shape
    /// Distance of the outer saws from the note, in cents.
    var detuneCents: Float
    /// Where the filter closes while the note is soft, and how far its envelope opens it, in Hz.
    var cutoffHz: Float
    var openingHz: Float
    /// Time constant of the opening in seconds.
    var openingDecay: Float
    var resonance: Float = 0.8
    /// Depth of the vibrato in cents; it sets in after a quarter of a second.
    var vibratoCents: Float = 0
    /// Air or bow noise beside the tone, 0…1.
    var breath: Float = 0
  }

  /// A float this large has no room for a fraction: adding and taking it away rounds.
  private static let rounding = SIMD4<Float>(repeating: 0x1.8p23)

  private let patch: Patch
  private let rate: Float
  private let gain: Float
  private var envelope: Envelope
  private var level: Float = 0
  private var filter: StateVariableFilter
  private var noise: NoiseGenerator
  /// Rounds since the middle of the ramp, −.5….5.
  private var phase: SIMD4<Float>
  private var parabola: SIMD4<Float>
  private let increment: SIMD4<Float>
  private var time: Float = 0

  init(_ patch: Patch, note: Note, rate: Float) {
    self.patch = patch
    self.rate = rate
    gain = note.velocity
    envelope = Envelope(patch.envelope, length: note.length, rate: rate)
    noise = NoiseGenerator(seed: UInt32(truncatingIfNeeded: note.start) ^ note.hertz.bitPattern)
    filter = StateVariableFilter(cutoff: patch.cutoffHz / rate, resonance: patch.resonance)
    let spread = SIMD4<Float>(-1, -0.37, 0.29, 1) * (patch.detuneCents / 1200 * Float(M_LN2))
    increment = (SIMD4(repeating: 1) + spread) * (note.hertz / rate)
    phase = SIMD4(noise.next(), noise.next(), noise.next(), noise.next()) * 0.5
    parabola = phase * phase
  }

  mutating func add(to samples: UnsafeMutablePointer<Float>, count: Int) -> Bool {
    time += Float(count) / rate
    let opening = patch.openingHz * expf(-time / patch.openingDecay) * gain
    filter.tune(cutoff: (patch.cutoffHz + opening) / rate, resonance: patch.resonance)
    let step = increment * vibrato()
    let scale = SIMD4<Float>(repeating: 0.25) / step
    let target = envelope.advance(count) * gain
    let slope = (target - level) / Float(count)
    let (breath, rounding) = (patch.breath, SawVoice.rounding)
    // Copies, for the compiler cannot know that `samples` lies outside this voice.
    var (phase, parabola, filter, noise, level) = (phase, parabola, filter, noise, level)
    for index in 0..<count {
      phase += step
      phase -= (phase + rounding) - rounding
      let next = phase * phase
      let saw = ((next - parabola) * scale).sum() + breath * noise.next()
      parabola = next
      level += slope
      samples[index] += filter.step(saw).low * level
    }
    (self.phase, self.parabola, self.filter, self.noise) = (phase, parabola, filter, noise)
    self.level = target
    return !envelope.isOver
  }

  private func vibrato() -> Float {
    guard patch.vibratoCents > 0 else { return 1 }
    let depth = patch.vibratoCents / 1200 * Float(M_LN2) * min(max(time * 3 - 0.75, 0), 1)
    return 1 + depth * sinf(2 * .pi * 5.3 * time)
  }
}
