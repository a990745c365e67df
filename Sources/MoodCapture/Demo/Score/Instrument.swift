/// A sound with a name, and the amplifier it is played through.
struct Instrument: Sendable {
  /// How its notes come about.
  enum Patch: Sendable {
    case saw(SawVoice.Patch)
    case string(StringVoice.Patch)
    case partials(PartialVoice.Patch)
    case singer(SingerVoice.Patch)
    case drum(DrumVoice.Patch)
  }

  /// Settings of an `Amplifier`.
  struct Amplification: Sendable {
    var drive: Float
    var speakerHz: Float
  }

  var patch: Patch
  var amplifier: Amplification?

  /// A voice that begins to play `note`.
  func voice(for note: Note, rate: Float) -> any Voice {
    switch patch {
    case .saw(let patch): SawVoice(patch, note: note, rate: rate)
    case .string(let patch): StringVoice(patch, note: note, rate: rate)
    case .partials(let patch): PartialVoice(patch, note: note, rate: rate)
    case .singer(let patch): SingerVoice(patch, note: note, rate: rate)
    case .drum(let patch): DrumVoice(patch, note: note, rate: rate)
    }
  }
}
