/// Finds out that a server has thrown frames away, of which PulseAudio says nothing: after a pause in which nobody read,
/// and all that had been kept was read, fewer frames have come than time has passed. That is certain 0.3 s after the
/// place from which they are missing.
struct OverflowWatch {
  /// A pause of so long makes suspicious.
  private static let pauseSeconds = 0.5
  /// What had been kept is over when for so long frames have come no less late than before.
  private static let settlingSeconds = 0.3
  /// What is less is taken for the jitter of a server.
  private static let leastSeconds = 0.05
  /// The usual lateness is the least of so long.
  private static let windowSeconds = 1.0

  private let rateHz: Int
  private var start: UInt64?
  private var frames: Int64 = 0
  private var lastHeard: UInt64 = 0
  private var isSuspicious = false
  /// Seconds by which frames usually come later than the first did.
  private var usual = 0.0
  /// The least lateness of the present window, or since the pause.
  private var least = Double.infinity
  /// When the window began, or when `least` last fell after the pause.
  private var since: UInt64 = 0

  init(rateHz: Int) { self.rateHz = rateHz }

  /// Frames have been found at `now`, in nanoseconds, which are to be counted with `hear`.
  /// - Returns: the frames that are missing before them.
  mutating func framesLost(at now: UInt64) -> Int64 {
    guard let start else {
      start = now
      lastHeard = now
      since = now
      return 0
    }
    let lateness = Double(now - start) / 1e9 - Double(frames) / Double(rateHz)
    if Double(now - lastHeard) / 1e9 > Self.pauseSeconds {
      isSuspicious = true
      least = .infinity
    }
    lastHeard = now
    return isSuspicious ? judge(lateness, at: now) : learn(lateness, at: now)
  }

  mutating func hear(frames count: Int) { frames += Int64(count) }

  /// Lateness drifts with the device's clock: what is usual is asked anew every second.
  private mutating func learn(_ lateness: Double, at now: UInt64) -> Int64 {
    least = min(least, lateness)
    if Double(now - since) / 1e9 >= Self.windowSeconds {
      usual = least
      least = .infinity
      since = now
    }
    return 0
  }

  private mutating func judge(_ lateness: Double, at now: UInt64) -> Int64 {
    if lateness < least - Self.leastSeconds / 10 {
      least = lateness
      since = now
    }
    guard Double(now - since) / 1e9 >= Self.settlingSeconds else { return 0 }
    let missing = least - usual
    isSuspicious = false
    least = .infinity
    since = now
    guard missing > Self.leastSeconds else { return 0 }
    let lost = Int64((missing * Double(rateHz)).rounded())
    frames += lost
    return lost
  }
}
