/// Tones that sound together, without a register: a root and what stands above it.
struct Chord: Equatable, Sendable {
  /// Semitones of the root above C.
  var root: Int
  /// Semitones above the root, the root itself first, ascending.
  var intervals: [Int]

  /// A chord symbol: `D`, `Bm7`, `Gmaj7`, `E5`; nil where the text is none that the piece uses.
  init?(_ symbol: Substring) {
    guard let (root, quality) = Pitch.pitchClass(of: symbol), let intervals = Chord.qualities[quality]
    else { return nil }
    self.root = root
    self.intervals = intervals
  }

  /// The root at or above `register`.
  func bass(above register: Int) -> Pitch {
    Pitch(semitones: register + ((root - register) % 12 + 12) % 12)
  }

  /// `count` tones of the chord at or above `register`, ascending in close position.
  func voicing(above register: Int, count: Int) -> [Pitch] {
    let classes = intervals.map { (root + $0) % 12 }
    // Chords have at least two tones to the octave.
    let range = register..<register + 6 * count
    return range.filter { classes.contains($0 % 12) }.prefix(count).map(Pitch.init(semitones:))
  }

  private static let qualities: [Substring: [Int]] = [
    "": [0, 4, 7], "m": [0, 3, 7], "5": [0, 7], "7": [0, 4, 7, 10], "m7": [0, 3, 7, 10],
    "maj7": [0, 4, 7, 11], "6": [0, 4, 7, 9], "add9": [0, 2, 4, 7], "sus4": [0, 5, 7], "dim": [0, 3, 6],
    "m6": [0, 3, 7, 9],
  ]
}
