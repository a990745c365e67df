extension DemoPiece {
  /// Q1: a bright dance in D major, everything off the beat.
  static let happy = Section(
    quadrant: .q1, beatsPerMinute: 128, harmony: "D G A G Bm Em A D", beatsPerChord: 4,
    parts: [
      Part(instrument: .kick, line: .beat("X... x... X... x..x"), level: -7.5, reverb: 0.03),
      Part(instrument: .snare, line: .beat(".... X..o .... X.o."), level: 3, reverb: 0.2),
      Part(instrument: .clap, line: .beat(".... x... .... x..."), level: -11.5, pan: 0.15, reverb: 0.3),
      Part(instrument: .hat, line: .beat("x.ox x.ox x.ox x.ox"), level: -3.5, pan: 0.3, reverb: 0.1),
      Part(instrument: .openHat, line: .beat("..x. ..x. ..x. ..x."), level: -3, pan: 0.3, reverb: 0.1),
      Part(instrument: .tambourine, line: .beat("oxox"), level: -1, pan: -0.4, reverb: 0.1),
      Part(instrument: .conga, line: .beat("x.ox .xo. x.ox .xxo"), level: -12, pan: -0.3, reverb: 0.15),
      Part(instrument: .crash, line: .beat("X" + String(repeating: ".", count: 63)), level: -7, pan: -0.3),
      Part(
        instrument: .synthBass, line: .figure("r..r ..o. r..f o.f.", register: 33), level: -8, reverb: 0.02),
      Part(
        instrument: .acousticGuitar, line: .figure("A.a. .a.a A.a. .aaa", register: 54, tones: 5),
        level: -8.5,
        pan: -0.55, reverb: 0.15, strum: 0.006),
      Part(
        instrument: .acousticGuitar, line: .figure("..a. a.A. ..a. a.Aa", register: 59, tones: 4),
        level: -6.5,
        pan: 0.55, reverb: 0.15, strum: 0.005),
      Part(
        instrument: .crunchGuitar, line: .figure("A.a. ..a. .aa. a.a.", register: 50, tones: 4), level: -11,
        pan: 0.4, reverb: 0.15),
      Part(
        instrument: .piano, line: .figure("a..a ..a. .a.a ..a.", register: 62, tones: 4), level: -16.5,
        pan: 0.3,
        reverb: 0.2),
      Part(
        instrument: .brass, line: .figure("A--. ..A. .... .... ...A --.. A-A- ....", register: 62, tones: 3),
        level: -17, pan: -0.25, reverb: 0.25),
      Part(
        instrument: .singer,
        line: .melody(
          """
          F#4 - A4 - . F#4 - E4 | D4 - E4 F#4 - . B3 -  | C#4 - E4 - . A4 - G4 | B4 - A4 G4 - . D4 - \
          F#4 - B4 - . D5 - B4  | B4 - A4 G4 - . G4 A4  | E4 - G4 - C#4 - E4 - | D4 - F#4 A4 D5 - . .
          """), steps: 2, level: -12.5, reverb: 0.2),
      Part(
        instrument: .brightLead,
        line: .melody(
          """
          . . . . F#5 A5 . . | . . . . . B5 A5 G5  | . . . . C#6 B5 A5 . | . . . . . D6 B5 - \
          . . . . D6 B5 . .  | . . . . . G5 A5 B5  | . . . . E6 C#6 A5 . | . . . . . A5 D6 -
          """), steps: 2, level: -14.5, pan: -0.2, reverb: 0.25),
    ])
}
