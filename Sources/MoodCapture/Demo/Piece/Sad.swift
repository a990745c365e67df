extension DemoPiece {
  /// Q3: a weary ballad in A minor, as from an old record: a voice, half sung and half spoken, and a tired band that
  /// answers; steady rain, thunder far away.
  static let sad = Section(
    quadrant: .q3, beatsPerMinute: 56, harmony: "Am Bdim E7 Am Dm6 F E7 Bdim", beatsPerChord: 2,
    looseness: 0.045, trebleHz: 2000,
    parts: [
      Part(
        instrument: .thunder, line: .beat("x....... ..o..... o....o.. ....x..."), level: -6, reverb: 0.2),
      Part(
        instrument: .rain, line: .beat("o..."), level: 5, pan: 0.1,
        reverb: 0.2),
      Part(
        instrument: .brush, line: .beat("..o. .... ..o. .... o... ..oo o.o. ...."), level: -12.5, pan: 0.2,
        reverb: 0.1),
      Part(
        instrument: .softSnare, line: .beat(".... .... .... x... .... ..x. x.xo X..."), level: -2, pan: 0.1,
        reverb: 0.15),
      Part(
        instrument: .ride, line: .beat("o... ..o. .... o... x..o x..o X... ...."), level: -19, pan: 0.3,
        reverb: 0.1),
      Part(
        instrument: .kick, line: .beat("x... .... o... .... x..x .... x.x. ...."), level: -15.5, reverb: 0.05),
      Part(
        instrument: .bassGuitar, line: .figure("r--- --.. r--- --.. r--. r-f- r--. ....", register: 33),
        level: -16.5,
        reverb: 0.03),
      Part(
        instrument: .acousticGuitar, line: .figure("a--- ..3. ..a- .... r.3. 2.43 A.a. ....", register: 47),
        level: -20.5, pan: 0.3, reverb: 0.12, strum: 0.03),
      Part(
        instrument: .crunchGuitar,
        line: .figure(".... .... .... .... A--a ..a. A-a- A---", register: 50, tones: 3),
        level: -14.5, pan: -0.35, reverb: 0.2, strum: 0.01),
      Part(
        instrument: .piano, line: .figure("a--- .... ..a. .... ..a- a.a. a--- ....", register: 45, tones: 3),
        level: -1.5, pan: -0.2, reverb: 0.15),
      Part(
        instrument: .strings,
        line: .figure("a--- ---. .... .... a--- ---- ---- ....", register: 45, tones: 3),
        level: -15.5, pan: -0.3, reverb: 0.2),
      Part(
        instrument: .cello,
        line: .melody(
          """
          A3 - - - | G#3 - - . | . . . . | B3 - C4 - | A2 - C3 - | F3 - . . | D3 - F3 - | G#3 - B3 -
          """), steps: 2, level: -15.5, pan: 0.25, reverb: 0.2),
      Part(
        instrument: .mourner,
        line: .melody(
          """
          . E3 E3 E3 - . D3 E3 | F3 - - E3 D3 - . . | . . D3 C3 B2 - - .  | . . . . . C3 B2 - \
          A2 - E3 E3 G3 - - F3 | A3 - - - G3 F3 - . | . . F3 E3 D3 - - . | . . . . E3 - G#3 - 
          """), level: -14, pan: -0.05, reverb: 0.12),
      Part(
        instrument: .wearyGuitar,
        line: .melody(
          """
          . . . . . . . . | . . . . . . A4 G#4 | E4 - D4 B3 . . . . | . . E4 - A4 - . .  \
          . . . . . . . . | . . . . . . C5 A4  | B4 - G#4 F4 - - . . | . . D4 - F4 - . .
          """), level: -22.5, pan: 0.35, reverb: 0.15),
      Part(
        instrument: .reed,
        line: .melody(
          """
          . . . . . . . . | . . . . . . E4 - | - D4 - . . . . . | . . . E4 - D4 - .  \
          . . . . . . . . | . . . . . . A4 -  | G#4 - . . . . . . | . . G#4 - - - . .
          """), level: -12.5, pan: -0.35, reverb: 0.2),
    ])
}
