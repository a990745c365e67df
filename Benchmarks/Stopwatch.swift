import MoodRealtime

/// Times a piece of work so that a noisy machine does not decide the number: the median of many short rounds.
enum Stopwatch {
  /// Microseconds that one of `count` calls takes, the median over `rounds` rounds after one that does not count.
  static func microseconds(rounds: Int = 15, count: Int, _ work: (Int) -> Void) -> Double {
    var times: [Double] = []
    for round in 0...rounds {
      let start = MonotonicClock.nanoseconds()
      for index in 0..<count { work(index) }
      let elapsed = Double(MonotonicClock.nanoseconds() - start) / 1000 / Double(count)
      if round > 0 { times.append(elapsed) }
    }
    return median(times)
  }

  static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
