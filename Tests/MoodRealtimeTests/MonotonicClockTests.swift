import MoodRealtime
import Testing

struct MonotonicClockTests {
  @Test func neitherClockGoesBack() {
    for clock in [MonotonicClock.nanoseconds, MonotonicClock.nanosecondsWithSuspend] {
      let first = clock()
      #expect(clock() >= first)
    }
  }

  @Test func theTimeOfSuspensionCounts() {
    let awake = MonotonicClock.nanoseconds()
    #expect(MonotonicClock.nanosecondsWithSuspend() >= awake)
  }
}
