internal import CTerminal
internal import Glibc
internal import Synchronization

/// The terminal that stdout is, taken for a picture. It never makes its writer wait: what a slow line does not take is
/// held back, and pictures are left out meanwhile.
package final class TerminalScreen {
  /// Sentences for people that were said while the picture stood in their place.
  private static let held = Mutex<(isUp: Bool, sentences: [String])>((false, []))

  /// A descriptor of its own, so that no other process finds its own standard output non-blocking.
  private let descriptor: Int32
  private let isOwned: Bool
  private var rest: ArraySlice<UInt8> = []
  /// Whether the terminal was closed: nobody sees anything further.
  private(set) var hasGone = false

  /// Looks whether stdout is a terminal that can show pictures; takes nothing yet.
  /// - Throws: `.noTerminal` where it is none.
  init(_ traits: TerminalTraits) throws(SinkError) {
    guard isatty(STDOUT_FILENO) == 1 else { throw .noTerminal(reason: "standard output is none") }
    if traits.isDumb { throw .noTerminal(reason: "TERM says that this one obeys no control sequences") }
    let opened = ttyname(STDOUT_FILENO).map { open($0, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) } ?? -1
    isOwned = opened >= 0
    descriptor = isOwned ? opened : STDOUT_FILENO
  }

  deinit {
    leave()
    if isOwned { close(descriptor) }
  }

  /// Takes the terminal.
  func enter() {
    guard mt_enter(STDOUT_FILENO) == 0 else { return }
    Self.held.withLock { $0.isUp = true }
  }

  /// Gives the terminal back, and says what was held back.
  func leave() {
    finishWriting()
    Self.restore()
  }

  /// Gives the terminal back from wherever the program ends, and says what was held back. Any thread.
  package static func restore() {
    mt_leave()
    let sentences = held.withLock { held in
      defer { held = (false, []) }
      return held.sentences
    }
    for sentence in sentences {
      _ = sentence.utf8.withContiguousStorageIfAvailable {
        Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
      }
    }
  }

  /// Keeps a sentence for stderr, with its newline, until the terminal is given back; false where it can be said at once.
  package static func hold(_ sentence: String) -> Bool {
    guard isatty(STDERR_FILENO) == 1 else { return false }
    return held.withLock { held in
      if held.isUp { held.sentences.append(sentence) }
      return held.isUp
    }
  }

  /// The last sentence that is held back.
  var lastSentence: String? {
    Self.held.withLock { $0.sentences.last }.map { String($0.prefix { $0 != "\n" }) }
  }

  /// Its size now, in characters.
  var size: TerminalSize {
    var (columns, rows): (Int32, Int32) = (80, 24)
    _ = mt_size(STDOUT_FILENO, &columns, &rows)
    return TerminalSize(columns: Int(columns), rows: Int(rows))
  }

  /// Whether the terminal is taken, and all that was written has left.
  func isReady() -> Bool {
    guard mt_is_taken() != 0 else { return false }
    push()
    return rest.isEmpty
  }

  func write(_ bytes: [UInt8]) {
    rest += bytes
    push()
  }

  private func push() {
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        if errno != EAGAIN {
          rest = []
          hasGone = true
        }
        return
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Gives a slow line a moment for what is left.
  private func finishWriting() {
    push()
    for _ in 0..<20 where !rest.isEmpty {
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&request, 1, 10)
      push()
    }
    rest = []
  }
}

/// Characters of a terminal.
struct TerminalSize: Equatable {
  var columns: Int
  var rows: Int
}
