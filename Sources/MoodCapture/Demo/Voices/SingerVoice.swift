import Glibc

/// A voice without words: a buzzing source and breath, shaped by four formants that move from one vowel to the next.
struct SingerVoice: Voice {
  /// What differs between singers.
  struct Patch: Sendable {
    var envelope: Envelope.Shape
    /// Size of the throat: 1 a man's, 1.17 a woman's.
    var throat: Float
    /// Noise beside the buzz, 0…1.
    var breath: Float
    /// Irregularity of the vocal folds from one period to the next, 0…1 and above.
    var roughness: Float
    /// Level of the consonants.
    var consonants: Float
    /// Depth of the vibrato in cents.
    var vibratoCents: Float = 30
  }

  /// The resonances of a vowel in Hz and their levels.
  private struct Vowel {
    var hertz: SIMD4<Float>
    var levels: SIMD4<Float>

    static let all = [
      Vowel(hertz: SIMD4(730, 1150, 2500, 3500), levels: SIMD4(1, 0.6, 0.28, 0.2)),
      Vowel(hertz: SIMD4(450, 1900, 2550, 3500), levels: SIMD4(1, 0.42, 0.32, 0.2)),
      Vowel(hertz: SIMD4(430, 820, 2450, 3400), levels: SIMD4(1, 0.5, 0.14, 0.1)),
      Vowel(hertz: SIMD4(310, 2150, 2900, 3600), levels: SIMD4(1, 0.3, 0.3, 0.2)),
      Vowel(hertz: SIMD4(330, 750, 2350, 3300), levels: SIMD4(1, 0.35, 0.1, 0.08)),
    ]

    /// Any of them, for a throat of a certain size.
    static func drawn(by dice: inout NoiseGenerator, throat: Float) -> Vowel {
      var vowel = all[min(Int((dice.next() + 1) / 2 * Float(all.count)), all.count - 1)]
      vowel.hertz *= throat
      return vowel
    }
  }

  private let patch: Patch
  private let rate: Float
  private let gain: Float
  private let increment: Float
  private let from: Vowel
  private let to: Vowel
  private let glideSeconds: Float
  private var envelope: Envelope
  private var level: Float = 0
  private var time: Float = 0
  private var phase: Float = 0.5
  private var parabola: Float = 0
  /// How far this period of the vocal folds is off in length and strength.
  private var jitter: Float = 0
  private var shimmer: Float = 1
  private var formants = FormantFilter()
  private var noise: NoiseGenerator
  private var consonant: Float
  private let consonantShrink: Float
  private var teeth: StateVariableFilter

  init(_ patch: Patch, note: Note, rate: Float) {
    self.patch = patch
    self.rate = rate
    gain = note.velocity
    increment = note.hertz / rate
    envelope = Envelope(patch.envelope, length: note.length, rate: rate)
    noise = NoiseGenerator(seed: UInt32(truncatingIfNeeded: note.start) ^ note.hertz.bitPattern)
    from = Vowel.drawn(by: &noise, throat: patch.throat)
    to = Vowel.drawn(by: &noise, throat: patch.throat)
    glideSeconds = max(0.1, 0.8 * Float(note.length) / rate)
    consonant = noise.next() > -0.3 ? patch.consonants * note.velocity : 0
    consonantShrink = expf(-1 / ((0.02 + 0.02 * abs(noise.next())) * rate))
    teeth = StateVariableFilter(cutoff: (3500 + 1500 * noise.next()) / rate)
  }

  mutating func add(to samples: UnsafeMutablePointer<Float>, count: Int) -> Bool {
    time += Float(count) / rate
    let way = min(time / glideSeconds, 1)
    formants.tune(hertz: from.hertz + (to.hertz - from.hertz) * way, rate: rate)
    let levels = from.levels + (to.levels - from.levels) * way
    let step = increment * intonation()
    let scale = 0.08 / step
    let target = envelope.advance(count) * gain
    let slope = (target - level) / Float(count)
    let (roughness, breath) = (patch.roughness, 0.3 * patch.breath)
    // Copies, for the compiler cannot know that `samples` lies outside this voice.
    var (phase, parabola, formants, noise, level) = (phase, parabola, formants, noise, level)
    var (jitter, shimmer) = (jitter, shimmer)
    for index in 0..<count {
      phase += step * (1 + jitter)
      if phase >= 1 {
        phase -= 1
        jitter = 0.012 * roughness * noise.next()
        shimmer = 1 + 0.3 * roughness * noise.next()
      }
      let ramp = phase * 2 - 1
      let next = ramp * ramp
      let buzz = (next - parabola) * scale * shimmer + breath * noise.next()
      parabola = next
      level += slope
      samples[index] += (formants.step(buzz) * levels).sum() * level
    }
    (self.phase, self.parabola, self.formants, self.noise) = (phase, parabola, formants, noise)
    (self.jitter, self.shimmer, self.level) = (jitter, shimmer, target)
    if consonant > 1e-3 {
      for index in 0..<count {
        samples[index] += teeth.step(noise.next()).high * consonant
        consonant *= consonantShrink
      }
    }
    return !envelope.isOver
  }

  /// Singers reach a note from below and let it swing once they hold it.
  private func intonation() -> Float {
    let scoop = -90 * expf(-time / 0.05)
    let vibrato = patch.vibratoCents * min(max(time * 3 - 0.6, 0), 1) * sinf(2 * .pi * 5.6 * time)
    return exp2f((scoop + vibrato) / 1200)
  }
}

/// Four band-passes side by side, each as `StateVariableFilter`.
private struct FormantFilter {
  private var damping = SIMD4<Float>(repeating: 0.1)
  private var a1 = SIMD4<Float>.zero
  private var a2 = SIMD4<Float>.zero
  private var a3 = SIMD4<Float>.zero
  private var first = SIMD4<Float>.zero
  private var second = SIMD4<Float>.zero

  /// Bands about 90 Hz wide, the upper ones wider.
  mutating func tune(hertz: SIMD4<Float>, rate: Float) {
    var g = SIMD4<Float>.zero
    for lane in 0..<4 { g[lane] = tanf(.pi * hertz[lane] / rate) }
    damping = SIMD4(90, 110, 170, 250) / hertz
    a1 = 1 / (1 + g * (g + damping))
    a2 = g * a1
    a3 = g * a2
  }

  @inline(__always)
  mutating func step(_ input: Float) -> SIMD4<Float> {
    let difference = SIMD4(repeating: input) - second
    let band = a1 * first + a2 * difference
    let low = second + a2 * first + a3 * difference
    first = 2 * band - first
    second = 2 * low - second
    return band
  }
}
