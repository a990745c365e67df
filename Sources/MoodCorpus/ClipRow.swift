internal import MoodCore

/// What one row of a clips.csv says about its clip.
struct ClipRow {
  let row: LabelRow

  /// - Parameter folder: where the recordings lie; nil where the row names none.
  func clip(corpus: String, folder: String?) throws -> Clip {
    Clip(
      corpus: corpus, name: try name(), audio: try folder.map { "\($0)/\(try row.text("audio"))" } ?? "",
      group: try row.text("group"), quadrant: try quadrant(), affect: try affect(),
      emotionShares: try emotionShares(), emotionClass: try emotionClass(),
      annotatedSeconds: try annotatedSeconds())
  }

  /// The clip's name, which is part of a file's name in the feature cache.
  private func name() throws -> String {
    let found = try row.text("clip")
    // Bytes, since a combining mark would make another character of a slash or a dot.
    guard found.utf8.first != UInt8(ascii: "."),
      found.utf8.allSatisfy({ $0 != UInt8(ascii: "/") && $0 != 0 })
    else { throw row.bad("clip", expected: "a name without a slash, a NUL or a leading dot") }
    return found
  }

  private func quadrant() throws -> Clip.QuadrantLabel? {
    guard let found = row.field("quadrant") else { return nil }
    guard let quadrant = Quadrant(name: found) else {
      throw row.bad("quadrant", expected: "Q1, Q2, Q3 or Q4")
    }
    let share = try row.number("quadrant_share", in: 0...1) ?? 1
    return Clip.QuadrantLabel(quadrant: quadrant, share: share)
  }

  private func affect() throws -> Affect? {
    guard let valence = try row.number("valence", in: -1...1),
      let arousal = try row.number("arousal", in: -1...1)
    else { return nil }
    return Affect(valence: valence, arousal: arousal)
  }

  private func emotionShares() throws -> [Float]? {
    let shares = try EmotionNames.music.compactMap { try row.number($0, in: 0...1) }
    return shares.isEmpty ? nil : shares
  }

  private func emotionClass() throws -> Int? {
    guard let found = row.field("emotion") else { return nil }
    guard let index = EmotionNames.speech.firstIndex(of: found) else {
      throw row.bad("emotion", expected: "one of \(EmotionNames.speech.joined(separator: ", "))")
    }
    return index
  }

  private func annotatedSeconds() throws -> Float? {
    guard let found = row.field("annotated_s") else { return nil }
    guard let seconds = Float(found), seconds > 0, seconds.isFinite else {
      throw row.bad("annotated_s", expected: "seconds, more than 0")
    }
    return seconds
  }
}
