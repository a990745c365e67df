/// How long to wait before each further try: 0.1 s, then twice as long each time, at most 2 s.
struct Backoff {
  static let firstNanoseconds: UInt64 = 100_000_000
  static let longestNanoseconds: UInt64 = 2_000_000_000

  private var nanoseconds = firstNanoseconds

  /// The wait before the next try.
  mutating func next() -> UInt64 {
    defer { nanoseconds = min(2 * nanoseconds, Self.longestNanoseconds) }
    return nanoseconds
  }

  /// A try has succeeded.
  mutating func reset() { nanoseconds = Self.firstNanoseconds }
}
