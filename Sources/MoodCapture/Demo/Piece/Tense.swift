extension DemoPiece {
  /// Q2: a chase in E, Phrygian and distorted, with the tritone never far.
  static let tense = Section(
    quadrant: .q2, beatsPerMinute: 160, harmony: "Em Em Fm Em Bbm Em Gm F5 Em Fm", beatsPerChord: 4,
    parts: [
      Part(instrument: .kick, line: .beat("X.xx x.xx X.xx x.xx"), level: -2.5, reverb: 0.02),
      Part(instrument: .snare, line: .beat(".... X... .... X.xx"), level: -0.5, reverb: 0.12),
      Part(instrument: .hat, line: .beat("x.x. x.x. x.x. x.x."), level: -5, pan: 0.3, reverb: 0.1),
      Part(instrument: .crash, line: .beat("X... .... x... ...."), level: 5, pan: -0.3),
      Part(instrument: .tom, line: .beat(".... ..xx .... x..."), level: -10.5, pan: -0.2, reverb: 0.1),
      Part(instrument: .ride, line: .beat("x..x ..x. x..x ..x."), level: 1, pan: 0.4, reverb: 0.1),
      Part(
        instrument: .growlBass, line: .figure("rr.r rrr. rr.r r.rr", register: 28), level: -12, reverb: 0.02
      ),
      Part(
        instrument: .powerGuitar, line: .figure("A-.. ..A- .... A-A.", register: 40, tones: 3), level: -18.5,
        pan: -0.8, reverb: 0.06),
      Part(
        instrument: .powerGuitar, line: .figure("A-.. ..A- .... A-A.", register: 40, tones: 3), level: -11.5,
        pan: 0.8, reverb: 0.06),
      Part(
        instrument: .mutedGuitar, line: .figure("..ra rr.r raar ..ra", register: 40, tones: 2), level: -21.5,
        pan: 0.2, reverb: 0.04),
      Part(
        instrument: .shouter,
        line: .melody(
          """
          E3 . E3 E3 . F3 - .   | . E3 E3 . Bb3 - - .   | F3 . F3 F3 . E3 - .  | . . E4 - D4 - . . \
          E3 . E3 F3 . Bb3 - -  | . . F3 E3 . E3 - .
          """), steps: 2, level: -22, reverb: 0.12),
      Part(
        instrument: .screamingGuitar,
        line: .melody(
          """
          . . . . . . Bb5 - | - - A5 - Bb5 - . . | . . . . C6 - B5 - | Bb5 - . . . . . . \
          . . . . E6 - Bb5 -  | . . F5 - E5 - D#5 -
          """), steps: 2, level: -26, pan: -0.1, reverb: 0.2),
    ])
}
