internal import FoundationEssentials
internal import MoodCore

/// The clips of one folder: `clips.csv` and the recordings it names.
package struct Corpus: Sendable, Equatable {
  /// Columns that are read.
  private static let readColumns = [
    "clip", "audio", "group", "quadrant", "quadrant_share", "valence", "arousal",
  ]
  /// Columns that are known and say nothing that is used.
  private static let ignoredColumns = [
    "moods", "genres", "genre", "valence_sd", "arousal_sd", "midi", "annotator",
  ]

  /// Name of the folder.
  package var name: String
  /// In the order of the file.
  package var clips: [Clip]

  package init(name: String, clips: [Clip]) {
    self.name = name
    self.clips = clips
  }

  /// Reads `folder`/clips.csv and checks that every recording is there.
  /// - Throws: `CorpusError`, naming file, row and column.
  package init(folder: String) throws {
    let path = "\(folder)/clips.csv"
    let text: String
    do {
      let data = try Data(contentsOf: URL(filePath: path))
      guard let decoded = String(data: data, encoding: .utf8) else {
        throw CorpusError.unreadable(path: path, reason: "it is not UTF-8")
      }
      text = decoded
    } catch let error as CorpusError {
      throw error
    } catch {
      throw CorpusError.unreadable(path: path, reason: "there is no such file, or it may not be read")
    }
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    try self.init(name: name, text: text, path: path, folder: folder) {
      FileManager.default.fileExists(atPath: $0)
    }
  }

  /// Reads `text` as the clips.csv at `path`, asking `audioExists` for every recording's path.
  init(name: String, text: String, path: String, folder: String, audioExists: (String) -> Bool) throws {
    let rows: [[String]]
    do {
      rows = try DelimitedText.rows(of: text)
    } catch let error as DelimitedText.ParseError {
      throw CorpusError.malformed(path: path, row: error.row)
    }
    guard rows.count > 1 else { throw CorpusError.empty(path: path) }
    let columns = try Self.columns(of: rows[0], path: path)
    var clips: [Clip] = []
    var seen: Set<String> = []
    for (index, fields) in rows.enumerated().dropFirst() {
      let row = ClipRow(path: path, number: index + 1, columns: columns, fields: fields)
      let clip = try row.clip(corpus: name, folder: folder)
      guard seen.insert(clip.name).inserted else {
        throw CorpusError.duplicateClip(path: path, row: row.number, clip: clip.name)
      }
      guard audioExists(clip.audio) else {
        throw CorpusError.missingAudio(path: path, row: row.number, audio: clip.audio)
      }
      clips.append(clip)
    }
    self.init(name: name, clips: clips)
  }

  private static func columns(of header: [String], path: String) throws -> [String: Int] {
    var columns: [String: Int] = [:]
    let known = readColumns + ignoredColumns
    for (index, column) in header.enumerated() {
      guard known.contains(column) else {
        throw CorpusError.unknownColumn(path: path, column: column, known: known)
      }
      guard columns.updateValue(index, forKey: column) == nil else {
        throw CorpusError.duplicateColumn(path: path, column: column)
      }
    }
    var required = ["clip", "audio", "group"]
    if columns["valence"] != nil { required.append("arousal") }
    if columns["arousal"] != nil { required.append("valence") }
    if columns["quadrant_share"] != nil { required.append("quadrant") }
    for column in required where columns[column] == nil {
      throw CorpusError.missingColumn(path: path, column: column)
    }
    return columns
  }
}
