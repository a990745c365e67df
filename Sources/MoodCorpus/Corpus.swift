internal import FoundationEssentials
internal import MoodCore

/// The clips of one folder: `clips.csv`, the recordings it names and, where it has a column `annotated_s`, the ratings
/// along them in `annotations.csv`. Without a clips.csv the folder may be Emotify's as its authors give it out.
package struct Corpus: Sendable, Equatable {
  /// Columns that are read.
  private static let readColumns =
    ["clip", "audio", "group", "quadrant", "quadrant_share", "valence", "arousal", "emotion", "annotated_s"]
    + EmotionNames.music
  /// Columns that are known and say nothing that is used; `midi` says that the recordings are to be rendered.
  private static let ignoredColumns = [
    "moods", "genres", "genre", "valence_sd", "arousal_sd", "midi", "annotator", "annotators", "title",
    "measures", "sex", "intensity", "statement", "repetition",
  ]

  /// Name of the folder.
  package var name: String
  /// In the order of the file.
  package var clips: [Clip]

  package init(name: String, clips: [Clip]) {
    self.name = name
    self.clips = clips
  }

  /// Whether `folder` has labels.
  static func isThere(_ folder: String) -> Bool {
    exists("\(folder)/clips.csv") || exists("\(folder)/\(EmotifyRelease.labelFile)")
  }

  /// Reads the labels in `folder` and checks that every recording is there.
  /// - Throws: `CorpusError`, naming file, row and column.
  package init(folder: String) throws {
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    let (path, released) = ("\(folder)/clips.csv", "\(folder)/\(EmotifyRelease.labelFile)")
    if !Self.exists(path), Self.exists(released) {
      let release = try EmotifyRelease(
        name: name, text: LabelTable.text(ofFile: released), path: released, folder: folder,
        audioExists: Self.exists)
      self.init(name: name, clips: release.clips)
    } else {
      try self.init(
        name: name, text: LabelTable.text(ofFile: path), path: path, folder: folder,
        audioExists: Self.exists)
    }
  }

  private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Reads `text` as the clips.csv at `path`, asking `audioExists` for every recording's path and `annotations` for the
  /// text of an annotations.csv.
  init(
    name: String, text: String, path: String, folder: String,
    annotations: (_ path: String) throws -> String = LabelTable.text(ofFile:),
    audioExists: (String) -> Bool
  ) throws {
    let table = try LabelTable(text: text, path: path, known: Self.readColumns + Self.ignoredColumns)
    try table.require(Self.requiredColumns(table))
    var clips: [Clip] = []
    var seen: Set<String> = []
    for row in table.rows {
      let clip = try ClipRow(row: row).clip(corpus: name, folder: folder)
      guard seen.insert(clip.name).inserted else {
        throw CorpusError.duplicateClip(path: path, row: row.number, clip: clip.name)
      }
      guard audioExists(clip.audio) else {
        throw table.has("midi")
          ? CorpusError.unrenderedAudio(path: path, row: row.number, audio: clip.audio)
          : CorpusError.missingAudio(path: path, row: row.number, audio: clip.audio)
      }
      clips.append(clip)
    }
    if table.has("annotated_s") {
      let path = "\(folder)/annotations.csv"
      let ends = Dictionary(uniqueKeysWithValues: clips.map { ($0.name, $0.annotatedSeconds ?? 0) })
      let ratings = try AnnotationTable(text: annotations(path), path: path, ends: ends)
      for index in clips.indices { clips[index].track = try ratings.track(of: clips[index].name) }
    }
    self.init(name: name, clips: clips)
  }

  private static func requiredColumns(_ table: LabelTable) -> [String] {
    var required = ["clip", "audio", "group"]
    if table.has("valence") { required.append("arousal") }
    if table.has("arousal") { required.append("valence") }
    if table.has("quadrant_share") { required.append("quadrant") }
    if EmotionNames.music.contains(where: table.has) { required += EmotionNames.music }
    return required
  }
}
