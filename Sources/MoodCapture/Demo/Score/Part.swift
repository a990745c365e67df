import MoodCore

/// What one instrument plays throughout a section, and where it stands in the mix.
///
/// All notations are grids. One step is a character (`figure`, `beat`) or a word (`melody`); blanks between characters
/// and bar lines `|` are for the eye. In each, `.` is a rest and `-` prolongs what sounds.
struct Part: Sendable {
  enum Line: Sendable {
    /// Words: pitches (`F#4`).
    case melody(String)
    /// Characters, read against the chord of the moment: `1` is the lowest tone of its voicing above `register`, `2` the
    /// next …; `r` the root, `f` the fifth above it, `o` its octave; `a` all of `tones` tones, `A` all with an accent.
    case figure(String, register: Int, tones: Int = 4)
    /// Characters: `x` struck, `X` with an accent, `o` softly.
    case beat(String)
  }

  var instrument: Instrument
  var line: Line
  /// Steps in a beat.
  var steps = 4
  /// Level in the mix in dB.
  var level: Float
  /// −1 left … 1 right.
  var pan: Float = 0
  /// Share that goes to the reverb, 0…1.
  var reverb: Float = 0.15
  /// Seconds between the tones of a strummed chord.
  var strum: Float = 0
}

/// One mood: fifteen seconds of music.
struct Section: Sendable {
  var quadrant: Quadrant
  var beatsPerMinute: Float
  /// Chord symbols separated by blanks, each for `beatsPerChord` beats; they start over where they end.
  var harmony: String
  var beatsPerChord: Int
  /// Seconds by which a note may come late.
  var looseness: Float = 0.008
  /// Where the treble ends in Hz, as on an old record; nil for all of it.
  var trebleHz: Float?
  var parts: [Part]
}
