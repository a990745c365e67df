internal import MoodCore

/// A table of clips' features and labels, as other programs make them: a row for each clip, comma-separated.
///
/// Columns are `clip`, `group` and labels as in a clips.csv (`quadrant`, the shares of the nine emotions, `emotion`, and
/// others that nothing learns from); all others are features, numbers in the order of the header.
package struct LabelledFeatures: Sendable, Equatable {
  private static let labelColumns =
    ["clip", "group", "quadrant", "quadrant_share", "emotion", "valence", "arousal", "annotated_s"]
    + EmotionNames.music

  /// Without recordings, in the order of the file.
  package var clips: [Clip]
  /// Of the feature columns, in their order.
  package var names: [String]
  /// For each clip its features.
  package var rows: [[Double]]

  /// Reads the file at `path`.
  /// - Throws: `CorpusError`, naming file, row and column.
  package init(path: String) throws {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    try self.init(
      name: file.hasSuffix(".csv") ? String(file.dropLast(4)) : file, text: LabelTable.text(ofFile: path),
      path: path)
  }

  /// Reads `text` as the file at `path`; its clips are of a corpus called `name`.
  init(name: String, text: String, path: String) throws {
    let table = try LabelTable(text: text, path: path, known: nil)
    try table.require(["clip", "group"])
    if EmotionNames.music.contains(where: table.has) { try table.require(EmotionNames.music) }
    names = table.columns.sorted { $0.value < $1.value }.map(\.key).filter { !Self.labelColumns.contains($0) }
    if table.has("") {
      throw CorpusError.unknownColumn(path: path, column: "", known: Self.labelColumns + ["a feature’s name"])
    }
    guard !names.isEmpty else {
      throw CorpusError.missingColumn(path: path, column: "a feature’s name")
    }
    clips = []
    rows = []
    var seen: Set<String> = []
    for row in table.rows {
      let clip = try ClipRow(row: row).clip(corpus: name, folder: nil)
      guard seen.insert(clip.name).inserted else {
        throw CorpusError.duplicateClip(path: path, row: row.number, clip: clip.name)
      }
      clips.append(clip)
      rows.append(
        try names.map { column in
          guard let value = row.field(column).flatMap({ Double($0) }), abs(value) < Self.largest else {
            throw row.bad(column, expected: "a number")
          }
          return value
        })
    }
  }

  /// Sums of squares of larger numbers are none; a NaN is smaller than nothing.
  private static let largest = 1e15
}
