import FoundationEssentials
import Glibc
import MoodSinks

/// Folders that results go to.
enum OutputFolder {
  /// Where what has to wait is kept: `TMPDIR`, or /tmp.
  static var temporary: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

  /// Makes the folder, and those above it.
  static func create(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(at: URL(filePath: path), withIntermediateDirectories: true)
    } catch {
      throw CannotCreate(path: path)
    }
  }

  /// Makes the folder of a file.
  static func create(above path: String) throws {
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try create(String(path[..<slash])) }
  }

  /// The bytes of a file; nil where there is none.
  static func size(of path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }
}
