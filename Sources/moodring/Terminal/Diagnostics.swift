import Glibc

/// What is said to people: sentences on stderr, each on a line of its own behind the program's name.
struct Diagnostics: Sendable {
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

  var volume = Volume.normal

  init(volume: Volume = .normal) { self.volume = volume }

  /// As loud as was asked for: `--quiet` and `--verbose` over the configuration.
  init(_ arguments: Arguments, _ settings: Settings) {
    let configured = Volume(rawValue: settings.text(.verbosity)) ?? .normal
    volume = arguments.has("quiet") ? .quiet : arguments.has("verbose") ? .verbose : configured
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
    _ = line.utf8.withContiguousStorageIfAvailable { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
