/// How fast a device's clock runs beside the monotonic one: the slope of a least-squares line through the moments at
/// which frames arrived, over the frames.
///
/// Arrivals jitter by milliseconds, which a line over minutes averages out where two moments would not. Frames that had
/// already been waiting say nothing about the device and are left out. Stretches between losses have a line each, all of
/// one slope.
struct ClockDrift {
  /// Seconds that must have been observed before a slope is worth telling.
  static let shortestSeconds = 10.0
  /// A reading that waits so long starts a new stretch.
  private static let longestWaitSeconds = 0.5

  /// Nominal, of the device that is heard.
  var rateHz: Int

  // The present stretch: its count of arrivals, their means and centred sums (Welford 1962), times from its beginning.
  private var count = 0.0
  private var meanSound = 0.0
  private var meanArrival = 0.0
  private var squares = 0.0
  private var products = 0.0
  private var sound = 0.0
  private var start: UInt64 = 0

  // All stretches before.
  private var pastSquares = 0.0
  private var pastProducts = 0.0
  private var pastSeconds = 0.0

  init(rateHz: Int) { self.rateHz = rateHz }

  /// Parts per million by which the device is faster; nil where too little was observed.
  var ppm: Double? {
    guard pastSeconds + sound >= Self.shortestSeconds else { return nil }
    let (squares, products) = (pastSquares + squares, pastProducts + products)
    guard squares > 0, products > 0 else { return nil }
    return (squares / products - 1) * 1e6
  }

  /// A reading that began at `begin` and ended at `now`, both in nanoseconds, has brought `frames` frames.
  mutating func hear(frames: Int, from begin: UInt64, to now: UInt64) {
    let length = Double(frames) / Double(rateHz)
    let waited = Double(now - begin) / 1e9
    if waited > Self.longestWaitSeconds { breakOff() }
    if count == 0 {
      start = now
    } else {
      sound += length
    }
    // The very first has nothing before it, and the stretch begins with it.
    guard count == 0 || waited > length / 4 else { return }
    let arrival = Double(now - start) / 1e9
    count += 1
    let (fromSound, fromArrival) = (sound - meanSound, arrival - meanArrival)
    meanSound += fromSound / count
    meanArrival += fromArrival / count
    squares += fromSound * (sound - meanSound)
    products += fromSound * (arrival - meanArrival)
  }

  /// What follows belongs to another stretch.
  mutating func breakOff() {
    pastSquares += squares
    pastProducts += products
    pastSeconds += sound
    (count, meanSound, meanArrival, squares, products, sound) = (0, 0, 0, 0, 0, 0)
  }
}
