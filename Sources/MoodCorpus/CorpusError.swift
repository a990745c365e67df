/// What is wrong with a corpus; rows count from 1, the header being row 1.
package enum CorpusError: Error, Equatable {
  case unreadable(path: String, reason: String)
  /// A quotation mark or carriage return out of place.
  case malformed(path: String, row: Int)
  case empty(path: String)
  case missingColumn(path: String, column: String)
  case unknownColumn(path: String, column: String, known: [String])
  case duplicateColumn(path: String, column: String)
  case fieldCount(path: String, row: Int, found: Int, expected: Int)
  case badValue(path: String, row: Int, column: String, found: String, expected: String)
  case duplicateClip(path: String, row: Int, clip: String)
  case missingAudio(path: String, row: Int, audio: String)
  /// The recording of a corpus that comes as MIDI.
  case unrenderedAudio(path: String, row: Int, audio: String)
  /// A clip without a row in an annotations.csv.
  case unratedClip(path: String, clip: String)
  /// A clip is shorter than what is to be heard of it.
  case tooShort(clip: String, hops: Int, expected: Int)
  case notFound(corpus: String, folders: [String])
  case groupOnBothSides(group: String)
  /// Of the artists that are trained on some are held back for thresholds and to say when a training ends.
  case tooFewToHoldBack(artists: Int, expected: Int)
  case tooFewGroups(found: Int, folds: Int)
  /// A class that nothing could learn, since all its clips are held out.
  case emptyClass(name: String)
}

extension CorpusError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path) cannot be read: \(reason)"
    case .malformed(let path, let row):
      "\(path), row \(row): a quotation mark or carriage return is not where a field or row begins or ends"
    case .empty(let path):
      "\(path) holds no clip"
    case .missingColumn(let path, let column):
      "\(path) has no column “\(column)”"
    case .unknownColumn(let path, let column, let known):
      "\(path) has an unknown column “\(column)”; known are \(known.joined(separator: ", "))"
    case .duplicateColumn(let path, let column):
      "\(path) has the column “\(column)” twice"
    case .fieldCount(let path, let row, let found, let expected):
      "\(path), row \(row): found \(found) fields where the header names \(expected)"
    case .badValue(let path, let row, let column, let found, let expected):
      "\(path), row \(row), column “\(column)”: found “\(found)”, expected \(expected)"
    case .duplicateClip(let path, let row, let clip):
      "\(path), row \(row), column “clip”: “\(clip)” stands in an earlier row too"
    case .missingAudio(let path, let row, let audio):
      "\(path), row \(row), column “audio”: there is no file \(audio)"
    case .unrenderedAudio(let path, let row, let audio):
      "\(path), row \(row), column “audio”: there is no file \(audio); this corpus comes as MIDI: render it with "
        + "“render OUT_DIR”, which lies beside the corpora, and give --corpus OUT_DIR too"
    case .unratedClip(let path, let clip):
      "\(path) has no row for the clip “\(clip)” of clips.csv"
    case .tooShort(let clip, let hops, let expected):
      "\(clip) has \(hops) hops (of 23.2 ms), expected at least \(expected) in each part of a clip that is heard"
    case .notFound(let corpus, let folders):
      "there is no corpus “\(corpus)”: no \(corpus)/clips.csv in \(folders.joined(separator: ", "))"
    case .groupOnBothSides(let group):
      "the group “\(group)” is on both sides of a split"
    case .tooFewToHoldBack(let artists, let expected):
      "found \(artists) artists to train on, expected at least \(expected), of whom some are held back for thresholds and "
        + "to say when a training ends"
    case .tooFewGroups(let found, let folds):
      "\(folds) folds need at least as many groups, but there are \(found)"
    case .emptyClass(let name):
      "no clip to train on is of the class “\(name)”, which clips that are held out have"
    }
  }
}
