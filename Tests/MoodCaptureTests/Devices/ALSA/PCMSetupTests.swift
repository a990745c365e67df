import Glibc
import MoodCore
import Testing

@testable import MoodCapture

struct PCMSetupTests {
  private func setup(_ prepare: (FakePCM) -> Void) throws -> PCMSetup {
    let pcm = try FakePCM()
    prepare(pcm)
    return try PCMSetup.agree(with: pcm, device: "alsa:fake")
  }

  @Test func theBestEncodingIsTaken() throws {
    for encoding in PCMEncoding.allCases {
      let worse = PCMEncoding.allCases.drop { $0 != encoding }
      #expect(try setup { $0.encodings = worse.reversed() }.encoding == encoding)
    }
  }

  @Test func stereoAt44100IsPreferred() throws {
    let setup = try setup {
      $0.channels = Array(1...10)
      $0.rates = [8_000, 44_100, 48_000, 192_000]
    }
    #expect(setup.format == AudioFormat(encoding: "s16le", rateHz: 44_100, channels: 2))
  }

  @Test func whatTheCardHasByItselfIsTaken() throws {
    let setup = try setup {
      $0.channels = [10]
      $0.rates = [32_000, 48_000, 96_000]
    }
    #expect(setup.rateHz == 48_000)
    #expect(setup.channels == 10)
  }

  @Test(arguments: [8_000, 44_100, 48_000, 192_000])
  func aPeriodIsAHopAndTheBufferOutlastsASleep(rateHz: Int) throws {
    let setup = try setup { $0.rates = [rateHz] }
    let hop = AnalysisGrid.hopSamples * rateHz / AnalysisGrid.sampleRateHz
    #expect(setup.buffer.periodFrames == hop)
    #expect(setup.buffer.bufferFrames > rateHz / 2)
  }

  @Test(arguments: [0.001, 0.01, 0.5, 2])
  func aPeriodIsAsLongAsAskedForAndTheBufferHoldsSome(seconds: Double) throws {
    let setup = try PCMSetup.agree(with: FakePCM(), device: "alsa:fake", periodSeconds: seconds)
    #expect(setup.buffer.periodFrames == Int(seconds * Double(setup.rateHz)))
    #expect(setup.buffer.bufferFrames >= 4 * setup.buffer.periodFrames)
    #expect(setup.buffer.bufferFrames > setup.rateHz / 2)
  }

  @Test func anEncodingThatCannotBeInstalledIsNotTheLast() throws {
    let setup = try setup {
      $0.encodings = [.s32, .s16]
      $0.installFailures = [.s32: EINVAL]
    }
    #expect(setup.encoding == .s16)
  }

  @Test func whatCannotBeUsedIsSaid() {
    func expect(_ found: String, _ prepare: (FakePCM) -> Void) {
      #expect(throws: DeviceFault.unusable(device: "alsa:fake", found: found)) { try setup(prepare) }
    }
    expect("0 channels at 44100 Hz") { $0.channels = [0] }
    expect("2 channels at 0 Hz") { $0.rates = [0] }
    expect("64 channels at 44100 Hz") { $0.channels = [64] }
    expect("only sample formats that are not known") { $0.encodings = [] }
    expect("s16le without channels or a rate") { $0.channels = [] }
    expect("only frames that are not interleaved") { $0.isInterleaved = false }
  }

  @Test func aCardThatIsHeldOrGoneIsToldFromOneThatCannot() {
    #expect(throws: DeviceFault.busy(device: "alsa:fake")) {
      try setup { $0.installFailures = [.s16: EBUSY] }
    }
    #expect(throws: DeviceFault.gone(device: "alsa:fake", reason: "No such device")) {
      try setup { $0.installFailures = [.s16: ENODEV] }
    }
  }
}
