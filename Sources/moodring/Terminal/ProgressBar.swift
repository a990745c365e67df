import Glibc
import MoodRealtime
import Synchronization

/// One line on stderr that shows how far a long work is and how long it will take. Silent where stderr is no terminal.
final class ProgressBar: Sendable {
  private static let width = 30
  private static let pauseNanoseconds: UInt64 = 100_000_000

  private struct State {
    var label = ""
    var startNanoseconds: UInt64 = 0
    var drawnNanoseconds: UInt64 = 0
    var isDrawn = false
  }

  private let isShown: Bool
  private let state = Mutex(State())

  init(isQuiet: Bool) { isShown = !isQuiet && isatty(STDERR_FILENO) == 1 }

  /// Shows that `done` of `total` parts of `label` are done. A new label starts a new clock. Any thread.
  func show(_ label: String, done: Int, total: Int, note: String = "") {
    guard isShown, total > 0 else { return }
    state.withLock { state in
      let now = MonotonicClock.nanoseconds()
      if state.label != label {
        state.label = label
        state.startNanoseconds = now
      } else if done < total, now - state.drawnNanoseconds < Self.pauseNanoseconds {
        return
      }
      state.drawnNanoseconds = now
      state.isDrawn = true
      let filled = Self.width * done / total
      let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: Self.width - filled)
      let seconds = Double(now - state.startNanoseconds) / 1e9
      let left = done > 0 ? ", \(Int((seconds / Double(done) * Double(total - done)).rounded())) s left" : ""
      Self.write("\r\u{1b}[K\(label) \(bar) \(done)/\(total)\(left)\(note.isEmpty ? "" : "  " + note)")
    }
  }

  /// Takes the line away.
  func clear() {
    state.withLock { state in
      if state.isDrawn { Self.write("\r\u{1b}[K") }
      state.isDrawn = false
    }
  }

  private static func write(_ text: String) {
    _ = text.utf8.withContiguousStorageIfAvailable { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
