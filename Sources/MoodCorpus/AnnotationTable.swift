internal import MoodCore

/// An annotations.csv with ratings along recordings: a row for each clip, annotator and measure.
struct AnnotationTable {
  private static let columns = ["clip", "annotator", "measure", "start_s", "valence", "arousal"]

  /// What the annotators said of one measure so far.
  private struct Measure {
    /// Where its start stood first.
    let row: LabelRow
    let startSeconds: Float
    var valence: Double = 0
    var arousal: Double = 0
    var annotators: Set<String> = []

    var point: AnnotationTrack.Point {
      let count = Double(annotators.count)
      return AnnotationTrack.Point(
        startSeconds: startSeconds,
        affect: Affect(valence: Float(valence / count), arousal: Float(arousal / count)),
        annotators: annotators.count)
    }

    mutating func take(_ row: LabelRow, startSeconds start: Float, valence: Float, arousal: Float) throws {
      guard start == startSeconds else {
        throw row.bad("start_s", expected: "\(startSeconds), as in row \(self.row.number)")
      }
      guard annotators.insert(try row.text("annotator")).inserted else {
        throw row.bad("annotator", expected: "one who has not rated the measure in an earlier row")
      }
      self.valence += Double(valence)
      self.arousal += Double(arousal)
    }
  }

  private let path: String
  /// Seconds of each clip that are annotated.
  private let ends: [String: Float]
  private var measures: [String: [Int: Measure]] = [:]

  /// Reads `text` as the annotations.csv at `path`, about the clips that `ends` names.
  /// - Throws: `CorpusError`, naming file, row and column.
  init(text: String, path: String, ends: [String: Float]) throws {
    self.path = path
    self.ends = ends
    let table = try LabelTable(text: text, path: path, known: Self.columns)
    try table.require(Self.columns)
    for row in table.rows { try take(row) }
  }

  /// The ratings of one clip.
  func track(of clip: String) throws -> AnnotationTrack {
    guard let ratings = measures[clip], let end = ends[clip] else {
      throw CorpusError.unratedClip(path: path, clip: clip)
    }
    let ordered = ratings.sorted { $0.key < $1.key }.map(\.value)
    for (before, after) in zip(ordered, ordered.dropFirst())
    where after.startSeconds <= before.startSeconds {
      throw after.row.bad(
        "start_s", expected: "more than \(before.startSeconds), where the measure before it begins")
    }
    return AnnotationTrack(points: ordered.map(\.point), endSeconds: end)
  }

  private mutating func take(_ row: LabelRow) throws {
    let clip = try row.text("clip")
    guard let end = ends[clip] else { throw row.bad("clip", expected: "a clip of clips.csv") }
    guard let number = row.field("measure").flatMap({ Int($0) }), number >= 0 else {
      throw row.bad("measure", expected: "a whole number from 0")
    }
    guard let start = row.field("start_s").flatMap({ Float($0) }), start >= 0, start < end else {
      throw row.bad("start_s", expected: "seconds from 0 to the \(end) that are annotated")
    }
    guard let valence = try row.number("valence", in: -1...1),
      let arousal = try row.number("arousal", in: -1...1)
    else { preconditionFailure("the columns are there") }
    try measures[clip, default: [:]][number, default: Measure(row: row, startSeconds: start)].take(
      row, startSeconds: start, valence: valence, arousal: arousal)
  }
}
