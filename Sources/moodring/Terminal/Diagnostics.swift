import Glibc

/// What is said to people: sentences on stderr, each on a line of its own behind the program's name.
struct Diagnostics: Sendable {
  enum Volume: String, CaseIterable {
    /// Errors alone.
    case quiet
    case normal
    case verbose
  }

  var volume = Volume.normal

  /// Something went wrong.
  func error(_ sentence: String) { write(sentence) }

  /// Something was odd, or is good to know.
  func notice(_ sentence: String) {
    if volume != .quiet { write(sentence) }
  }

  /// A detail.
  func detail(_ sentence: String) {
    if volume == .verbose { write(sentence) }
  }

  private func write(_ sentence: String) {
    let line = "moodring: \(sentence)\n"
    _ = line.utf8.withContiguousStorageIfAvailable { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
