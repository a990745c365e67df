// The instruments of the piece.

extension Instrument {
  // MARK: Strings plucked and struck

  static let acousticGuitar = Instrument(
    patch: .string(.init(ring: 3.5, brightness: 0.75, pluckHz: 5000, damp: 0.25)))
  static let nylonGuitar = Instrument(
    patch: .string(.init(ring: 3, brightness: 0.5, pluckHz: 2200, damp: 0.4)))
  static let bassGuitar = Instrument(
    patch: .string(.init(ring: 5, brightness: 0.55, pluckHz: 1800, damp: 0.12)))
  static let piano = Instrument(
    patch: .partials(
      .init(
        ratios: SIMD8(1, 2.001, 3.003, 4.008, 5.015, 6.026, 7.04, 8.06),
        amplitudes: SIMD8(0.3, 0.2, 0.13, 0.09, 0.07, 0.05, 0.04, 0.03), ring: 6, dulling: 0.8, damp: 0.35,
        knock: 0.25)))
  static let electricPiano = Instrument(
    patch: .partials(
      .init(
        ratios: SIMD8(1, 2, 3, 4, 5.02, 7.1, 9.2, 14.1),
        amplitudes: SIMD8(0.4, 0.12, 0.06, 0.03, 0.03, 0.02, 0.02, 0.02), ring: 4, dulling: 0.9, damp: 0.3,
        knock: 0.08)))
  static let vibraphone = Instrument(
    patch: .partials(
      .init(
        ratios: SIMD8(1, 4.01, 10.1, 2.0, 3, 5.4, 7.7, 8.9),
        amplitudes: SIMD8(0.45, 0.12, 0.05, 0.03, 0.01, 0.01, 0.01, 0.01), ring: 4, dulling: 0.7, damp: 0.8,
        knock: 0.1)))

  // MARK: Bowed, blown and electric

  static let strings = Instrument(
    patch: .saw(
      .init(
        envelope: .init(attack: 0.35, decay: 1, sustain: 0.85, release: 0.35), detuneCents: 14,
        cutoffHz: 1400, openingHz: 300, openingDecay: 1, vibratoCents: 8, breath: 0.03)))
  static let cello = Instrument(
    patch: .saw(
      .init(
        envelope: .init(attack: 0.18, decay: 1, sustain: 0.9, release: 0.2), detuneCents: 6, cutoffHz: 900,
        openingHz: 500, openingDecay: 1.2, resonance: 1, vibratoCents: 22, breath: 0.06)))
  static let warmPad = Instrument(
    patch: .saw(
      .init(
        envelope: .init(attack: 0.5, decay: 1, sustain: 0.9, release: 0.6), detuneCents: 10, cutoffHz: 800,
        openingHz: 200, openingDecay: 1)))
  static let brass = Instrument(
    patch: .saw(
      .init(
        envelope: .init(attack: 0.03, decay: 0.2, sustain: 0.7, release: 0.06), detuneCents: 9,
        cutoffHz: 2200, openingHz: 4500, openingDecay: 0.15, vibratoCents: 6, breath: 0.04)))
  static let brightLead = Instrument(
    patch: .saw(
      .init(
        envelope: .init(attack: 0.01, decay: 0.3, sustain: 0.7, release: 0.1), detuneCents: 8,
        cutoffHz: 3500, openingHz: 5000, openingDecay: 0.2, vibratoCents: 14, breath: 0.02)))
  static let synthBass = Instrument(
    patch: .saw(
      .init(
        envelope: .init(attack: 0.004, decay: 0.25, sustain: 0.6, release: 0.04), detuneCents: 4,
        cutoffHz: 500, openingHz: 1800, openingDecay: 0.12)))
  static let powerGuitar = Instrument(
    patch: .saw(
      .init(
        envelope: .init(attack: 0.003, decay: 0.8, sustain: 0.6, release: 0.05), detuneCents: 7,
        cutoffHz: 3500, openingHz: 4000, openingDecay: 0.2, breath: 0.04)),
    amplifier: .init(drive: 9, speakerHz: 5200))
  static let mutedGuitar = Instrument(
    patch: .saw(
      .init(
        envelope: .init(attack: 0.002, decay: 0.06, sustain: 0.15, release: 0.03), detuneCents: 6,
        cutoffHz: 900, openingHz: 4000, openingDecay: 0.05, breath: 0.04)),
    amplifier: .init(drive: 12, speakerHz: 5200))
  static let crunchGuitar = Instrument(
    patch: .saw(
      .init(
        envelope: .init(attack: 0.002, decay: 0.12, sustain: 0.3, release: 0.03), detuneCents: 8,
        cutoffHz: 2500, openingHz: 5000, openingDecay: 0.08, breath: 0.05)),
    amplifier: .init(drive: 3.5, speakerHz: 6000))
  static let wearyGuitar = Instrument(
    patch: .saw(
      .init(
        envelope: .init(attack: 0.006, decay: 0.7, sustain: 0.25, release: 0.12), detuneCents: 5,
        cutoffHz: 1800, openingHz: 2500, openingDecay: 0.3, vibratoCents: 30, breath: 0.05)),
    amplifier: .init(drive: 2.5, speakerHz: 4200))
  static let reed = Instrument(
    patch: .saw(
      .init(
        envelope: .init(attack: 0.07, decay: 0.5, sustain: 0.7, release: 0.1), detuneCents: 9,
        cutoffHz: 2600, openingHz: 1500, openingDecay: 0.6, resonance: 1.6, vibratoCents: 25, breath: 0.25)))
  static let growlBass = Instrument(
    patch: .saw(
      .init(
        envelope: .init(attack: 0.003, decay: 0.4, sustain: 0.7, release: 0.03), detuneCents: 8,
        cutoffHz: 900, openingHz: 1500, openingDecay: 0.1)),
    amplifier: .init(drive: 5, speakerHz: 3000))
  static let screamingGuitar = Instrument(
    patch: .saw(
      .init(
        envelope: .init(attack: 0.01, decay: 0.5, sustain: 0.85, release: 0.06), detuneCents: 10,
        cutoffHz: 4500, openingHz: 3000, openingDecay: 0.3, vibratoCents: 35, breath: 0.05)),
    amplifier: .init(drive: 10, speakerHz: 6500))

  // MARK: Voices

  static let singer = Instrument(
    patch: .singer(
      .init(
        envelope: .init(attack: 0.04, decay: 0.5, sustain: 0.85, release: 0.07), throat: 1.12, breath: 0.3,
        roughness: 0.5,
        consonants: 0.35)))
  static let mourner = Instrument(
    patch: .singer(
      .init(
        envelope: .init(attack: 0.09, decay: 0.8, sustain: 0.7, release: 0.12), throat: 0.98, breath: 0.5,
        roughness: 1,
        consonants: 0.4, vibratoCents: 22)))
  static let shouter = Instrument(
    patch: .singer(
      .init(
        envelope: .init(attack: 0.015, decay: 0.3, sustain: 0.8, release: 0.05), throat: 1, breath: 0.7,
        roughness: 2,
        consonants: 0.5, vibratoCents: 10)),
    amplifier: .init(drive: 4, speakerHz: 6500))

  // MARK: Drums

  static let kick = Instrument(
    patch: .drum(
      .init(
        tone: 0.9, fromHz: 190, toHz: 52, sweep: 0.03, toneDecay: 0.12, noise: 0.3, lowHz: 800, highHz: 5000,
        noiseDecay: 0.006)))
  static let snare = Instrument(
    patch: .drum(
      .init(
        tone: 0.4, fromHz: 330, toHz: 185, sweep: 0.02, toneDecay: 0.06, noise: 0.6, lowHz: 900,
        highHz: 11_000, noiseDecay: 0.09)))
  static let hat = Instrument(
    patch: .drum(.init(noise: 0.4, lowHz: 7000, highHz: 10_500, noiseDecay: 0.03)))
  static let openHat = Instrument(
    patch: .drum(.init(noise: 0.35, lowHz: 6000, highHz: 10_500, noiseDecay: 0.12)))
  static let crash = Instrument(
    patch: .drum(.init(noise: 0.4, lowHz: 3000, highHz: 10_000, noiseDecay: 0.5)))
  static let clap = Instrument(
    patch: .drum(.init(noise: 0.5, lowHz: 900, highHz: 7000, noiseDecay: 0.07, swell: 0.012)))
  static let brush = Instrument(
    patch: .drum(.init(noise: 0.3, lowHz: 1500, highHz: 8000, noiseDecay: 0.12, swell: 0.05)))
  static let tom = Instrument(
    patch: .drum(
      .init(
        tone: 0.7, fromHz: 170, toHz: 95, sweep: 0.06, toneDecay: 0.14, noise: 0.15, lowHz: 300, highHz: 3000,
        noiseDecay: 0.04)))
  static let conga = Instrument(
    patch: .drum(
      .init(
        tone: 0.5, fromHz: 300, toHz: 215, sweep: 0.02, toneDecay: 0.07, noise: 0.3, lowHz: 700, highHz: 4000,
        noiseDecay: 0.012)))
  static let tambourine = Instrument(
    patch: .drum(.init(noise: 0.35, lowHz: 4500, highHz: 10_000, noiseDecay: 0.05)))
  static let ride = Instrument(
    patch: .drum(.init(noise: 0.25, lowHz: 3500, highHz: 9000, noiseDecay: 0.2)))
  static let rain = Instrument(
    patch: .drum(.init(noise: 0.2, lowHz: 300, highHz: 3500, noiseDecay: 1.6, swell: 0.8)))
  static let thunder = Instrument(
    patch: .drum(.init(noise: 0.8, lowHz: 18, highHz: 110, noiseDecay: 1.2, swell: 0.25)))
  static let softSnare = Instrument(
    patch: .drum(
      .init(
        tone: 0.3, fromHz: 260, toHz: 165, sweep: 0.02, toneDecay: 0.05, noise: 0.5, lowHz: 500,
        highHz: 5500, noiseDecay: 0.06)))
  static let surf = Instrument(
    patch: .drum(.init(noise: 0.2, lowHz: 150, highHz: 1800, noiseDecay: 1.2, swell: 1.2)))
}
