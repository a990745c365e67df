internal import FoundationEssentials

/// Folders that hold corpora, each a folder with labels; a corpus is looked for in one after another.
package struct Corpora: Sendable {
  package let folders: [String]

  package init(folders: [String]) {
    self.folders = folders
  }

  /// Reads the corpus `name` from the first folder that has its labels and the recording of its first clip.
  /// - Throws: `CorpusError`: about the recording where labels are all there is, `.notFound` where not even that.
  package func corpus(_ name: String) throws -> Corpus {
    var silent: CorpusError?
    for folder in folders.map({ "\($0)/\(name)" }) where Corpus.isThere(folder) {
      do {
        return try Corpus(folder: folder)
      } catch let error as CorpusError where error.isMissingFirstRecording {
        silent = silent ?? error
      }
    }
    throw silent ?? CorpusError.notFound(corpus: name, folders: folders)
  }

  /// Reads what the teacher said of the corpus `name`, its valence and arousal too where there are any; nil where no
  /// folder has a teacher_musicnn.npz of it.
  /// - Throws: `NumPyFileError`.
  package func teacher(_ name: String) throws -> TeacherOutputs? {
    guard let path = first("\(name)/teacher_musicnn.npz") else { return nil }
    return try TeacherOutputs(path: path, affectPath: first("\(name)/teacher_va.npz"))
  }

  private func first(_ path: String) -> String? {
    folders.lazy.map { "\($0)/\(path)" }.first(where: Self.exists)
  }

  private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}

extension CorpusError {
  fileprivate var isMissingFirstRecording: Bool {
    switch self {
    case .missingAudio(_, let row, _), .unrenderedAudio(_, let row, _): row == 2
    default: false
    }
  }
}
