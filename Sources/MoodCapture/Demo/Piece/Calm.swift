extension DemoPiece {
  /// Q4: a slow waltz in G major, picked softly.
  static let calm = Section(
    quadrant: .q4, beatsPerMinute: 96, harmony: "Gmaj7 Cmaj7 G6 D7 Em7 Cmaj7 D7 Gmaj7", beatsPerChord: 3,
    parts: [
      Part(
        instrument: .surf, line: .beat("o....................... ........................"), level: -15,
        pan: -0.1, reverb: 0.3),
      Part(instrument: .brush, line: .beat(".... o... o..."), level: -17.5, pan: 0.2, reverb: 0.2),
      Part(
        instrument: .nylonGuitar, line: .figure("1.2.3. 4.3.2.", register: 50), steps: 4, level: -7.5,
        pan: -0.3, reverb: 0.25),
      Part(
        instrument: .bassGuitar, line: .figure("r----- ----f-", register: 31), steps: 4, level: -7.5,
        reverb: 0.05),
      Part(
        instrument: .warmPad, line: .figure("a----- ------", register: 55, tones: 4), steps: 4, level: -17.5,
        pan: 0.2, reverb: 0.4),
      Part(
        instrument: .electricPiano, line: .figure("..a- a---", register: 57, tones: 3), steps: 2,
        level: -18.5,
        pan: 0.35, reverb: 0.3),
      Part(
        instrument: .vibraphone,
        line: .melody(
          """
          B4 - - - D5 - | E5 - D5 - B4 - | G4 - - A4 B4 - | A4 - - - - - \
          G4 - A4 - B4 - | C5 - B4 - G4 - | A4 - - B4 A4 F#4 | G4 - - - - -
          """), steps: 2, level: -9, pan: 0.05, reverb: 0.35),
    ])
}
