/// A guitar amplifier: distortion between the filters of its input and its loudspeaker.
struct Amplifier {
  private let drive: Float
  private var input: StateVariableFilter
  private var speaker: StateVariableFilter
  private var rumble: StateVariableFilter

  /// - Parameters:
  ///   - drive: gain before the distortion, 1 nearly clean.
  ///   - speakerHz: where the loudspeaker gives out.
  init(drive: Float, speakerHz: Float, rate: Float) {
    self.drive = drive
    input = StateVariableFilter(cutoff: 120 / rate)
    speaker = StateVariableFilter(cutoff: speakerHz / rate, resonance: 1.1)
    rumble = StateVariableFilter(cutoff: 70 / rate)
  }

  /// Replaces `count` samples by what comes out of the loudspeaker.
  mutating func process(_ samples: UnsafeMutablePointer<Float>, count: Int) {
    // Copies, for the compiler cannot know that `samples` lies outside this amplifier.
    var (input, speaker, rumble) = (input, speaker, rumble)
    for index in 0..<count {
      let tight = samples[index] - 0.6 * input.step(samples[index]).low
      // A little offset before the bend gives even harmonics too, as valves do.
      let bent = softClip(drive * tight + 0.2)
      samples[index] = rumble.step(speaker.step(bent).low).high
    }
    (self.input, self.speaker, self.rumble) = (input, speaker, rumble)
  }
}
