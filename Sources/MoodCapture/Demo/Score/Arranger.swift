/// Turns the notation of a section into notes.
///
/// Players are not machines: each note comes a few milliseconds off the grid and a little louder or softer, by a seeded
/// generator, so that two renderings are equal.
struct Arranger {
  private let rate: Float
  private var dice: NoiseGenerator

  /// - Parameter rate: samples a second.
  init(rate: Float, seed: UInt32) {
    self.rate = rate
    dice = NoiseGenerator(seed: seed)
  }

  /// The notes of `part` in their order, for `section` lasting from `start` to before `end` (samples).
  mutating func notes(of part: Part, in section: Section, from start: Int, to end: Int) -> [Note] {
    let samplesPerStep = rate * 60 / (section.beatsPerMinute * Float(part.steps))
    let stepCount = Int((Float(end - start) / samplesPerStep).rounded())
    let chords = section.harmony.split(separator: " ").map { symbol in
      guard let chord = Chord(symbol) else { preconditionFailure("the score has no chord \(symbol)") }
      return chord
    }
    let grid = Grid(part.line)
    var notes: [Note] = []
    for step in 0..<stepCount {
      let chord = chords[step / (part.steps * section.beatsPerChord) % chords.count]
      let (tones, velocity) = grid.event(at: step, chord: chord)
      guard !tones.isEmpty else { continue }
      let held = 1 + grid.prolongation(after: step, before: stepCount)
      let late = Float(step) * samplesPerStep + rate * section.looseness / 2 * (1 + dice.next())
      for (index, tone) in tones.enumerated() {
        let onset = start + Int(late + Float(index) * part.strum * rate)
        notes.append(
          Note(
            start: onset, length: min(Int(Float(held) * samplesPerStep * 0.97), end - onset),
            hertz: tone.hertz, velocity: velocity * (1 + 0.08 * dice.next())))
      }
    }
    return notes.sorted { $0.start < $1.start }
  }
}

/// The steps of a line, which start over where they end.
private struct Grid {
  private let line: Part.Line
  private let steps: [Substring]

  init(_ line: Part.Line) {
    self.line = line
    switch line {
    case .melody(let text):
      steps = text.split { $0 == " " || $0 == "|" || $0 == "\n" }
    case .figure(let text, _, _), .beat(let text):
      let kept = text.filter { $0 != " " && $0 != "|" && $0 != "\n" }
      steps = kept.indices.map { kept[$0...$0] }
    }
  }

  /// What begins at `step`: nothing at rests and prolongations.
  func event(at step: Int, chord: Chord) -> (tones: [Pitch], velocity: Float) {
    let word = steps[step % steps.count]
    if word == "." || word == "-" { return ([], 0) }
    switch line {
    case .melody:
      guard let pitch = Pitch(word) else { preconditionFailure("the score has no pitch \(word)") }
      return ([pitch], 0.8)
    case .figure(_, let register, let tones):
      return (Grid.tones(of: chord, word, register: register, count: tones), word == "A" ? 1 : 0.75)
    case .beat:
      return ([Pitch(semitones: 60)], word == "X" ? 1 : word == "x" ? 0.75 : 0.4)
    }
  }

  /// How many prolongations follow `step`, none counted from `end` on.
  func prolongation(after step: Int, before end: Int) -> Int {
    var next = step + 1
    while next < end && steps[next % steps.count] == "-" { next += 1 }
    return next - step - 1
  }

  private static func tones(of chord: Chord, _ word: Substring, register: Int, count: Int) -> [Pitch] {
    let root = chord.bass(above: register)
    switch word {
    case "a", "A": return chord.voicing(above: register, count: count)
    case "r": return [root]
    case "f": return [Pitch(semitones: root.semitones + 7)]
    case "o": return [Pitch(semitones: root.semitones + 12)]
    default:
      guard let rank = Int(word), rank > 0 else { preconditionFailure("the score has no step \(word)") }
      return [chord.voicing(above: register, count: rank)[rank - 1]]
    }
  }
}
