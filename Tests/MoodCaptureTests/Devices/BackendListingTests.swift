import MoodCapture
import MoodTestSupport
import Testing

@Suite struct BackendListingTests {
  @Test func everyBackendIsListedInItsPlace() throws {
    let listings = BackendListing.all(of: [FakePulse.self, EmptyALSA.self])
    #expect(listings.map(\.label) == ["PulseAudio", "ALSA"])
    #expect(listings[0].devices == (try FakePulse.devices()))
    #expect(listings[1].devices.isEmpty && listings[1].fault == nil)
  }

  @Test func aServerThatIsAbsentHidesNoOther() {
    let listings = BackendListing.all(of: [AbsentPulse.self, MutedALSA.self])
    #expect(listings[0].fault == AbsentPulse.fault)
    #expect(listings[1].devices.count == 1)
  }

  @Test func aServerThatHangsHidesNoOther() {
    let listings = BackendListing.all(of: [HangingPulse.self, MutedALSA.self], patienceSeconds: 0.2)
    guard case .serverUnavailable("PulseAudio", _)? = listings[0].fault else {
      Issue.record("\(listings[0])")
      return
    }
    #expect(listings[1].devices.count == 1)
  }
}
