import MoodCore
import Testing

@testable import MoodCapture

struct OverflowWatchTests {
  private var watch = OverflowWatch(rateHz: 48_000)
  private var random = SplitMix64(seed: 1)
  /// Seconds.
  private var now = 100.0
  private var lost: [Int64] = []

  /// Blocks of 10 ms that come in time, but for some milliseconds.
  private mutating func hear(seconds: Double, ppm: Double = 0) {
    let start = now
    for block in 1...Int(seconds * 100) {
      let due = start + Double(block) * 0.01 * (1 - ppm / 1e6)
      now = max(now, due + 0.004 * Double(random.uniform()))
      hearBlock()
    }
    now = start + seconds * (1 - ppm / 1e6)
  }

  private mutating func hearBlock() {
    let missing = watch.framesLost(at: UInt64(now * 1e9))
    if missing > 0 { lost.append(missing) }
    watch.hear(frames: 480)
  }

  /// Nobody reads for so long; what was kept then comes at once, but for gaps of some milliseconds.
  private mutating func sleep(seconds: Double, kept: Double) {
    let (blocks, end) = (Int((kept * 100).rounded()), now + seconds)
    now = end - Double(blocks / 50) * 0.005
    for block in 1...blocks {
      if block % 50 == 0 { now += 0.005 }
      hearBlock()
    }
    now = end
  }

  @Test mutating func whatWasKeptIsNotLost() {
    hear(seconds: 5)
    sleep(seconds: 3, kept: 3)
    hear(seconds: 5)
    sleep(seconds: 30, kept: 30)
    hear(seconds: 5)
    #expect(lost == [])
  }

  @Test(arguments: [0.2, 1, 100]) mutating func whatWasNotKeptIs(seconds: Double) throws {
    hear(seconds: 5)
    sleep(seconds: 3 + seconds, kept: 3)
    hear(seconds: 5)
    try #require(lost.count == 1)
    #expect(abs(Double(lost[0]) / 48_000 - seconds) < 0.02)
    sleep(seconds: 3, kept: 3)
    hear(seconds: 5)
    #expect(lost.count == 1, "what is lost is lost once")
  }

  @Test(arguments: [-500, 500]) mutating func aClockThatDriftsForAnHourHasLostNothing(ppm: Double) {
    hear(seconds: 3600, ppm: ppm)
    sleep(seconds: 1, kept: 1)
    hear(seconds: 5, ppm: ppm)
    #expect(lost == [])
  }
}
