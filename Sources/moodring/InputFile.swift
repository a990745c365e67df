import Glibc
import MoodCapture

extension AudioInput {
  /// The path of the input; nil for what has none.
  var path: String? { if case .path(let path) = self { path } else { nil } }

  /// What the system says of the file that the input is; nil for what is no file.
  var file: stat? {
    guard case .path(let path) = self else { return nil }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return status
  }

  /// Whether the input is the file at `path`, whatever name it goes by.
  func isFile(_ path: String) -> Bool {
    var other = stat()
    guard let file, stat(path, &other) == 0 else { return false }
    return file.st_dev == other.st_dev && file.st_ino == other.st_ino
  }
}
