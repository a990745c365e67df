import MoodCore
import MoodRealtime

/// When the records of a stream are due: on the monotonic clock as their sample clock runs, or as fast as it goes.
struct ReplayClock {
  /// How many times faster than it was recorded; nil for as fast as it goes.
  let speed: Double?
  private var origin: (sample: Int64, nanoseconds: UInt64)?
  private var latestSample: Int64 = 0

  init(speed: Double?) { self.speed = speed }

  /// Begins a stream: its first record is due at once, whatever its time.
  mutating func restart() { origin = nil }

  /// How long a record is to wait that was known at `sample`. Records that tell of what lay before are due with the one
  /// before them.
  mutating func nanosecondsUntil(_ sample: Int64) -> UInt64 {
    guard let speed else { return 0 }
    let now = MonotonicClock.nanoseconds()
    guard let origin else {
      origin = (sample, now)
      latestSample = sample
      return 0
    }
    latestSample = max(latestSample, sample)
    let seconds = AnalysisGrid.seconds(samples: latestSample - origin.sample) / speed
    // A century, at which nobody will look.
    let due = origin.nanoseconds + UInt64(min(seconds, 3e9) * 1e9)
    return due > now ? due - now : 0
  }
}
