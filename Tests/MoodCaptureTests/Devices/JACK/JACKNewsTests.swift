import MoodRealtime
import Synchronization
import Testing

@testable import MoodCapture

struct JACKNewsTests {
  @Test func onlyAnXrunOfTheServerItselfIsALoss() throws {
    let wake = WakeSignal()
    let client = try #require(OpaquePointer(bitPattern: 1))
    let news = JACKNews(client: client, rateHz: 48_000, lastOverrun: 700, reader: wake.waker)
    func frames(after microseconds: Float) -> Int64 {
      news.noteOverrun(microseconds: microseconds)
      return news.overrun.exchange(0, ordering: .relaxed)
    }
    // The length of one before this client's time: another client was late.
    #expect(frames(after: 700) == 0)
    #expect(frames(after: 10_000) == 480)
    #expect(frames(after: 10_000) == 0)
    #expect(frames(after: 20_000) == 960)
    for nonsense in [0, -5, .nan, .infinity] as [Float] { #expect(frames(after: nonsense) == 0) }
  }
}
