import MoodCore
import Testing

@testable import MoodCapture

struct ClockDriftTests {
  /// A device that is `ppm` too fast delivers blocks of 10 ms whose arrival jitters by some milliseconds.
  private func hear(
    _ drift: inout ClockDrift, seconds: Int, ppm: Double, from origin: Double, random: inout SplitMix64
  ) {
    var before = origin
    for block in 1...seconds * 100 {
      let due = origin + Double(block) * 0.01 / (1 + ppm / 1e6)
      let arrival = max(before, due + Double(random.uniform()) * 0.004)
      drift.hear(frames: 480, from: UInt64(before * 1e9), to: UInt64(arrival * 1e9))
      before = arrival
    }
  }

  @Test(arguments: [0, 25, -130, 2000]) func theSlopeIsFoundThroughJitter(ppm: Double) throws {
    var drift = ClockDrift(rateHz: 48_000)
    var random = SplitMix64(seed: 1)
    hear(&drift, seconds: 120, ppm: ppm, from: 5, random: &random)
    #expect(abs(try #require(drift.ppm) - ppm) < 2)
  }

  @Test func stretchesBetweenLossesCountTogether() throws {
    var drift = ClockDrift(rateHz: 48_000)
    var random = SplitMix64(seed: 2)
    for stretch in 0..<4 {
      hear(&drift, seconds: 60, ppm: 50, from: Double(stretch) * 63.7, random: &random)
      drift.breakOff()
    }
    #expect(abs(try #require(drift.ppm) - 50) < 3)
  }

  @Test func whatHadBeenWaitingSaysNothing() throws {
    var drift = ClockDrift(rateHz: 48_000)
    var random = SplitMix64(seed: 3)
    hear(&drift, seconds: 60, ppm: 0, from: 1, random: &random)
    // Nobody read for three seconds: all that the server kept comes at once, and then it goes on as before.
    for _ in 0..<300 { drift.hear(frames: 480, from: 64_000_000_000, to: 64_000_000_000) }
    hear(&drift, seconds: 60, ppm: 0, from: 64, random: &random)
    #expect(abs(try #require(drift.ppm)) < 2)
  }

  @Test func aShortWhileSaysNothing() {
    var drift = ClockDrift(rateHz: 48_000)
    var random = SplitMix64(seed: 4)
    hear(&drift, seconds: 9, ppm: 0, from: 0, random: &random)
    #expect(drift.ppm == nil)
    hear(&drift, seconds: 2, ppm: 0, from: 9, random: &random)
    #expect(drift.ppm != nil)
  }
}
