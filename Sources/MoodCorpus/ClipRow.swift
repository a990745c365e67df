internal import MoodCore

/// One row of a clips.csv and what its fields mean.
struct ClipRow {
  let path: String
  /// Counted from 1, the header being row 1.
  let number: Int
  let columns: [String: Int]
  let fields: [String]

  func clip(corpus: String, folder: String) throws -> Clip {
    guard fields.count == columns.count else {
      throw CorpusError.fieldCount(path: path, row: number, found: fields.count, expected: columns.count)
    }
    return Clip(
      corpus: corpus, name: try name(), audio: "\(folder)/\(try text("audio"))",
      group: try text("group"), quadrant: try quadrant(), affect: try affect())
  }

  /// The clip's name, which is part of a file's name in the feature cache.
  private func name() throws -> String {
    let found = try text("clip")
    // Bytes, since a combining mark would make another character of a slash or a dot.
    guard found.utf8.first != UInt8(ascii: "."),
      found.utf8.allSatisfy({ $0 != UInt8(ascii: "/") && $0 != 0 })
    else { throw bad("clip", expected: "a name without a slash, a NUL or a leading dot") }
    return found
  }

  private func text(_ column: String) throws -> String {
    guard let found = field(column), !found.isEmpty else {
      throw bad(column, expected: "a name")
    }
    return found
  }

  private func quadrant() throws -> Clip.QuadrantLabel? {
    guard let found = field("quadrant") else { return nil }
    guard let quadrant = Quadrant(name: found) else { throw bad("quadrant", expected: "Q1, Q2, Q3 or Q4") }
    let share = try number("quadrant_share", in: 0...1) ?? 1
    return Clip.QuadrantLabel(quadrant: quadrant, share: share)
  }

  private func affect() throws -> Affect? {
    guard let valence = try number("valence", in: -1...1), let arousal = try number("arousal", in: -1...1)
    else { return nil }
    return Affect(valence: valence, arousal: arousal)
  }

  private func number(_ column: String, in range: ClosedRange<Float>) throws -> Float? {
    guard let found = field(column) else { return nil }
    guard let value = Float(found), range.contains(value) else {
      throw bad(column, expected: "a number from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
    }
    return value
  }

  private func field(_ column: String) -> String? { columns[column].map { fields[$0] } }

  private func bad(_ column: String, expected: String) -> CorpusError {
    .badValue(path: path, row: number, column: column, found: field(column) ?? "", expected: expected)
  }
}
