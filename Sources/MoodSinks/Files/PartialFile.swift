import Glibc

/// A file that stands under another name until it is complete, so that it is there whole or not at all.
///
/// The other name is always the same and is locked while somebody writes: what a process that was killed left behind is
/// taken over by the next, and two processes never write one file.
final class PartialFile {
  private let path: String
  private let partialPath: String
  private var isComplete = false
  private var isOpen = false

  /// The file that is to appear at `path`, in place of one that is there; a symbolic link is followed.
  init(_ path: String) throws(SinkError) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw .cannotCreate(path: path, code: EISDIR)
    }
    self.path = Self.resolved(path)
    let parts = self.path.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last, !name.isEmpty, !path.utf8.contains(0) else {
      throw .cannotCreate(path: path, code: EINVAL)
    }
    partialPath = (parts.dropLast() + [".\(name).partial"]).joined(separator: "/")
  }

  /// Creates the file under its other name. Once.
  func open() throws(SinkError) -> OutputFile {
    while true {
      let descriptor = Glibc.open(partialPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw .cannotCreate(path: path, code: errno) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        close(descriptor)
        throw .beingWritten(path: path)
      }
      // Its owner may have completed or removed it between the two calls: then the name is free now.
      if isStill(descriptor), ftruncate(descriptor, 0) == 0 {
        isOpen = true
        return OutputFile(owning: descriptor, name: path)
      }
      close(descriptor)
    }
  }

  /// Gives the file its name.
  func complete() throws(SinkError) {
    guard rename(partialPath, path) == 0 else { throw .cannotCreate(path: path, code: errno) }
    isComplete = true
  }

  /// Takes the file away, unless it is complete. It must still be open: once it is not locked, the other name may already
  /// belong to another process.
  func giveUp() {
    if isOpen && !isComplete { unlink(partialPath) }
  }

  /// Whether the other name belongs to what is open as `descriptor`.
  private func isStill(_ descriptor: Int32) -> Bool {
    var (opened, named) = (stat(), stat())
    return fstat(descriptor, &opened) == 0 && stat(partialPath, &named) == 0
      && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
  }

  /// `path` with its symbolic links followed, as far as it is there.
  static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
