import Foundation
import MoodTestSupport

/// What `make soak` asks of the tests that can go on for longer, and how they tell what they measured.
enum Soak {
  /// Hours of the stream through standard input; nil where nobody soaks.
  static let hours = number("SOAK_HOURS")
  /// Minutes of the live stream; nil where nobody soaks.
  static let minutes = number("SOAK_MINUTES")

  /// Memory that a program holds in the course of a stream.
  struct Memory {
    /// After a tenth of the stream, in bytes.
    private(set) var early = 0
    private(set) var largest = 0

    /// What it has come to hold more since.
    var growth: Int { largest - early }

    /// - Parameter progress: how much of the stream has passed, 0…1.
    mutating func note(_ bytes: Int, progress: Double) {
      if progress <= 0.1 { early = bytes }
      largest = max(largest, bytes)
    }
  }

  /// Prints what was measured, where somebody soaks.
  static func tell(_ text: @autoclosure () -> String) {
    if hours != nil || minutes != nil { print(text()) }
  }

  static func tell(_ name: String, hours: Int, since start: ContinuousClock.Instant, memory: Memory) {
    let seconds = Double(start.duration(to: .now).components.seconds)
    tell(
      "\(name): \(hours) h through standard input in \(Int(seconds)) s, \(Int(Double(hours) * 3600 / max(seconds, 1))) "
        + "times as fast as sound; RSS \(memory.early / 1024) KiB after a tenth, \(memory.largest / 1024) KiB at most"
    )
  }

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }
}
