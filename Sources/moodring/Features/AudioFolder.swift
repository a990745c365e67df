import FoundationEssentials
import Glibc
import MoodCapture

/// The recordings below a folder.
struct AudioFolder {
  /// Paths below the folder, sorted.
  private(set) var recordings: [String] = []
  /// Paths of what else there is.
  private(set) var others: [String] = []

  /// Looks through the folder and those in it; hidden files and links to folders are left out.
  init(_ path: String) throws(FileFault) {
    var waiting = [""]
    while let folder = waiting.popLast() {
      let names: [String]
      do {
        names = try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)
      } catch {
        guard !folder.isEmpty else { throw FileFault(description: "the folder \(path) cannot be read") }
        // Like a bad recording it does not stop the others, and whoever opens it says why.
        recordings.append(String(folder.dropLast()))
        continue
      }
      for name in names where !name.hasPrefix(".") {
        let below = folder + name
        switch Self.kind("\(path)/\(below)") {
        case .folder: waiting.append(below + "/")
        case .file where FileSource.isRecording(named: name): recordings.append(below)
        // Whoever opens it says why it cannot be heard: a link to nothing, a name that is no UTF-8.
        case .missing where FileSource.isRecording(named: name): recordings.append(below)
        case .file, .missing, .other: others.append(below)
        }
      }
    }
    recordings.sort()
    others.sort()
  }

  /// Whether `path` is a folder, through links.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private enum Kind { case folder, file, missing, other }

  private static func kind(_ path: String) -> Kind {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .missing }
    if status.st_mode & S_IFMT == S_IFDIR { return .folder }
    guard stat(path, &status) == 0 else { return .missing }
    return status.st_mode & S_IFMT == S_IFREG ? .file : .other
  }
}
