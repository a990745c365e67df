import Glibc

/// One strip of the mixer: the notes of a part, the voices that sound, its amplifier, its tone, its place in the room.
struct Channel {
  private let notes: [Note]
  private var next = 0
  private var voices: [any Voice] = []
  private let instrument: Instrument
  private var amplifier: Amplifier?
  private var tone: StateVariableFilter?
  private let rate: Float
  private let gainLeft: Float
  private let gainRight: Float
  private let reverb: Float

  init(_ part: Part, notes: [Note], trebleHz: Float?, rate: Float) {
    self.notes = notes
    self.rate = rate
    instrument = part.instrument
    amplifier = part.instrument.amplifier.map {
      Amplifier(drive: $0.drive, speakerHz: $0.speakerHz, rate: rate)
    }
    tone = trebleHz.map { StateVariableFilter(cutoff: $0 / rate) }
    let gain = powf(10, part.level / 20)
    let angle = (part.pan + 1) * Float.pi / 4
    gainLeft = gain * cosf(angle)
    gainRight = gain * sinf(angle)
    reverb = part.reverb
  }

  /// Adds the samples from `time` on to `dry` and `wet`; `scratch` holds as many.
  mutating func add(
    to dry: StereoBlock, wet: StereoBlock, scratch: UnsafeMutablePointer<Float>, time: Int, frames: Int
  ) {
    let hasEntry = next < notes.count && notes[next].start < time + frames
    guard hasEntry || !voices.isEmpty else { return }
    scratch.update(repeating: 0, count: frames)
    for index in voices.indices.reversed() where !voices[index].add(to: scratch, count: frames) {
      voices.remove(at: index)
    }
    while next < notes.count && notes[next].start < time + frames {
      let offset = notes[next].start - time
      var voice = instrument.voice(for: notes[next], rate: rate)
      if voice.add(to: scratch + offset, count: frames - offset) { voices.append(voice) }
      next += 1
    }
    amplifier?.process(scratch, count: frames)
    tone?.dull(scratch, count: frames)
    dry.add(scratch, left: gainLeft, right: gainRight, frames: frames)
    wet.add(scratch, left: gainLeft * reverb, right: gainRight * reverb, frames: frames)
  }
}
