internal import FoundationEssentials
internal import MoodCore

/// Emotify as its authors give it out (Aljanaki, Wiering and Veltkamp, IPM 2016): a folder for each genre, in which the
/// recordings are numbered from 1 to 100, and `data.csv` with a row for each track and listener.
///
/// The file names no artists, so each track is a group of its own: tracks of one artist may come on both sides of a split.
struct EmotifyRelease {
  static let labelFile = "data.csv"
  /// Tracks are numbered through, a hundred of each genre.
  private static let genres = ["classical", "rock", "electronic", "pop"]
  private static let tracksOfGenre = 100
  private static let readColumns = ["track id", "genre"] + EmotionNames.music
  private static let ignoredColumns = ["mood", "liked", "disliked", "age", "gender", "mother tongue"]

  /// In the order of their numbers.
  let clips: [Clip]

  /// Reads `text` as the data.csv at `path`, asking `audioExists` for every recording's path.
  /// - Throws: `CorpusError`, naming file, row and column.
  init(
    name: String, text: String, path: String, folder: String, audioExists: (String) -> Bool
  ) throws {
    let table = try LabelTable(text: text, path: path, known: Self.readColumns + Self.ignoredColumns)
    try table.require(Self.readColumns)
    var tracks: [Int: Track] = [:]
    for row in table.rows {
      let number = try Self.number(row)
      let audio = try Self.audio(of: number, row)
      try tracks[number, default: Track(audio: audio)].take(row)
    }
    clips = try tracks.sorted { $0.key < $1.key }.map { number, track in
      let audio = "\(folder)/\(track.audio)"
      guard audioExists(audio) else {
        throw CorpusError.missingAudio(path: path, row: track.firstRow, audio: audio)
      }
      let digits = String(number)
      let clip = String(repeating: "0", count: 3 - digits.count) + digits
      return Clip(corpus: name, name: clip, audio: audio, group: clip, emotionShares: track.shares)
    }
  }

  /// What the listeners of one track said.
  private struct Track {
    /// Below the folder.
    let audio: String
    private(set) var firstRow = 0
    private var listeners: Float = 0
    private var counts = [Float](repeating: 0, count: EmotionNames.music.count)

    init(audio: String) { self.audio = audio }

    /// Part of the listeners that felt each of `EmotionNames.music`.
    var shares: [Float] { counts.map { $0 / listeners } }

    mutating func take(_ row: LabelRow) throws {
      if listeners == 0 { firstRow = row.number }
      listeners += 1
      for (index, emotion) in EmotionNames.music.enumerated() {
        counts[index] += try row.number(emotion, in: 0...1) ?? 0
      }
    }
  }

  private static func number(_ row: LabelRow) throws -> Int {
    guard let number = row.field("track id").flatMap({ Int($0) }),
      (1...genres.count * tracksOfGenre).contains(number)
    else { throw row.bad("track id", expected: "a whole number from 1 to \(genres.count * tracksOfGenre)") }
    return number
  }

  private static func audio(of number: Int, _ row: LabelRow) throws -> String {
    let genre = genres[(number - 1) / tracksOfGenre]
    guard row.field("genre") == genre else {
      throw row.bad("genre", expected: "\(genre), of which track \(number) is")
    }
    return "\(genre)/\((number - 1) % tracksOfGenre + 1).mp3"
  }
}
