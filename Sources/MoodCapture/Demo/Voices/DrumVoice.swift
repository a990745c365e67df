import Glibc

/// A struck skin or plate: a sine that falls in pitch and a burst of filtered noise.
struct DrumVoice: Voice {
  /// What differs between instruments; times are time constants in seconds.
  struct Patch: Sendable {
    var tone: Float = 0
    var fromHz: Float = 0
    var toHz: Float = 0
    var sweep: Float = 0.03
    var toneDecay: Float = 0.1
    var noise: Float = 0
    /// The noise passes between these.
    var lowHz: Float = 200
    var highHz: Float = 16_000
    var noiseDecay: Float = 0.1
    /// Seconds over which the noise swells, for shakers and brushes.
    var swell: Float = 0
  }

  /// Where a stroke counts as over: 50 dB below full scale, before the level of its part.
  private static let inaudible: Float = 3e-3

  private let patch: Patch
  private let rate: Float
  private var tone: Float
  private var noise: Float
  private let toneShrink: Float
  private let noiseShrink: Float
  private let sweepShrink: Float
  private var bend: Float
  private var phase: Float = 0
  private var rise: Float
  private let riseStep: Float
  private var source: NoiseGenerator
  private var highPass: StateVariableFilter
  private var lowPass: StateVariableFilter

  init(_ patch: Patch, note: Note, rate: Float) {
    self.patch = patch
    self.rate = rate
    tone = patch.tone * note.velocity
    noise = patch.noise * note.velocity
    toneShrink = expf(-1 / (patch.toneDecay * rate))
    noiseShrink = expf(-1 / (patch.noiseDecay * rate))
    sweepShrink = expf(-1 / (patch.sweep * rate))
    bend = (patch.fromHz - patch.toHz) / rate
    rise = patch.swell > 0 ? 0 : 1
    riseStep = patch.swell > 0 ? 1 / (patch.swell * rate) : 0
    source = NoiseGenerator(seed: UInt32(truncatingIfNeeded: note.start))
    highPass = StateVariableFilter(cutoff: patch.lowHz / rate)
    lowPass = StateVariableFilter(cutoff: patch.highHz / rate)
  }

  mutating func add(to samples: UnsafeMutablePointer<Float>, count: Int) -> Bool {
    if tone > DrumVoice.inaudible { addTone(to: samples, count: count) }
    if noise > DrumVoice.inaudible { addNoise(to: samples, count: count) }
    return tone > DrumVoice.inaudible || noise > DrumVoice.inaudible
  }

  private mutating func addTone(to samples: UnsafeMutablePointer<Float>, count: Int) {
    // Copies, for the compiler cannot know that `samples` lies outside this voice; so below.
    var (phase, bend, tone) = (phase, bend, tone)
    let (start, sweepShrink, toneShrink) = (patch.toHz / rate, sweepShrink, toneShrink)
    for index in 0..<count {
      phase += start + bend
      phase -= phase >= 1 ? 1 : 0
      bend *= sweepShrink
      samples[index] += parabolicSine(phase) * tone
      tone *= toneShrink
    }
    (self.phase, self.bend, self.tone) = (phase, bend, tone)
  }

  private mutating func addNoise(to samples: UnsafeMutablePointer<Float>, count: Int) {
    var (source, highPass, lowPass, rise, noise) = (source, highPass, lowPass, rise, noise)
    let (riseStep, noiseShrink) = (riseStep, noiseShrink)
    for index in 0..<count {
      let band = lowPass.step(highPass.step(source.next()).high).low
      rise = min(rise + riseStep, 1)
      samples[index] += band * noise * rise
      noise *= noiseShrink
    }
    (self.source, self.highPass, self.lowPass, self.rise, self.noise) = (
      source, highPass, lowPass, rise, noise
    )
  }

  /// Two parabolas bent towards a sine, at most .001 off; `phase` counts rounds, 0…1.
  @inline(__always)
  private func parabolicSine(_ phase: Float) -> Float {
    let x = 1 - 2 * phase
    let arch = 4 * x * (1 - abs(x))
    return arch + 0.225 * (arch * abs(arch) - arch)
  }
}
