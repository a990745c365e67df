import Glibc

/// A tone of the equal-tempered scale, counted in semitones as MIDI does: 60 is middle C, 69 is A at 440 Hz.
struct Pitch: Equatable, Sendable {
  var semitones: Int

  init(semitones: Int) { self.semitones = semitones }

  /// `C4`, `F#3`, `Bb2`: a letter, accidentals and the octave; nil where the text says anything else.
  init?(_ text: Substring) {
    guard let (pitchClass, rest) = Pitch.pitchClass(of: text), let octave = Int(rest) else { return nil }
    semitones = 12 * (octave + 1) + pitchClass
  }

  /// Cycles a second.
  var hertz: Float { 440 * exp2f(Float(semitones - 69) / 12) }

  /// Reads a letter and its accidentals: semitones above C, and the text that follows.
  static func pitchClass(of text: Substring) -> (semitones: Int, rest: Substring)? {
    let scale: [Character: Int] = ["C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11]
    guard let letter = text.first, var semitones = scale[letter] else { return nil }
    var rest = text.dropFirst()
    while let accidental = rest.first, accidental == "#" || accidental == "b" {
      semitones += accidental == "#" ? 1 : -1
      rest = rest.dropFirst()
    }
    return (semitones, rest)
  }
}
