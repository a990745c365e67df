import MoodCapture
import MoodTestSupport
import Testing

@Suite struct HeardLevelTests {
  @Test func aSquareWaveIsAsLoudAsItsPeak() throws {
    let level = try HeardLevel.ofDefault(of: FakePulse.self)
    #expect(level.device == "pulse:mic")
    #expect(level.seconds == 2)
    #expect(abs(level.peakDBFS + 6.02) < 0.01 && abs(level.meanDBFS + 6.02) < 0.01)
    #expect(!level.isSilence)
  }

  @Test func aMutedSourceIsSilence() throws {
    let level = try HeardLevel.ofDefault(of: MutedALSA.self)
    #expect(level.isSilence && level.peakDBFS == -.infinity)
  }

  @Test func whatCannotBeOpenedSaysWhy() {
    #expect(throws: AbsentPulse.fault) { try HeardLevel.ofDefault(of: AbsentPulse.self) }
  }

  @Test func whatHangsIsGivenUp() {
    #expect(throws: DeviceFault.self) {
      try HeardLevel.ofDefault(of: HangingPulse.self, patienceSeconds: 0.2)
    }
  }
}
