import Glibc
import MoodSinks
import Synchronization

/// What is said to people: sentences on stderr, each on a line of its own behind the program's name.
///
/// How much is said may change while threads speak. What is said while a picture stands in its place waits for the end
/// of that.
final class Diagnostics: Sendable {
  enum Volume: String, CaseIterable {
    /// Errors alone.
    case quiet
    case normal
    case verbose
  }

  /// The single declaration of its options.
  static let declared: [Option] = [
    .flag("quiet", short: "q", "say nothing but errors"),
    .flag("verbose", short: "v", "say more"),
  ]

  private let chosen: Mutex<Volume>

  /// Any thread.
  var volume: Volume {
    get { chosen.withLock { $0 } }
    set { chosen.withLock { $0 = newValue } }
  }

  init(volume: Volume = .normal) { chosen = Mutex(volume) }

  /// As loud as was asked for: `--quiet` and `--verbose` over the configuration.
  convenience init(_ arguments: Arguments, _ settings: Settings) {
    let configured = Volume(rawValue: settings.text(.verbosity)) ?? .normal
    self.init(
      volume: arguments.has("quiet") ? .quiet : arguments.has("verbose") ? .verbose : configured)
  }

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

  /// What was odd about an input.
  func notice(_ notices: [String], nonFiniteSamples: Int64, of input: String) {
    for sentence in notices { notice(sentence) }
    if nonFiniteSamples > 0 {
      notice("\(input) held \(nonFiniteSamples) samples that are no finite numbers; they were taken as 0")
    }
  }

  private func write(_ sentence: String) {
    let line = "moodring: \(sentence)\n"
    if TerminalScreen.hold(line) { return }
    _ = line.utf8.withContiguousStorageIfAvailable { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
