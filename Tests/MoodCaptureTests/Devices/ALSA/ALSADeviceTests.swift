import Glibc
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodCapture

struct ALSADeviceTests {
  /// The readings of a script, up to `count`, and the samples that came with them.
  private func play(
    _ device: some CaptureDevice, readings count: Int, frames: Int = 1_000
  ) throws -> (readings: [DeviceReading], samples: [Float]) {
    var readings: [DeviceReading] = []
    var samples: [Float] = []
    var block = [Float](repeating: .nan, count: frames * device.format.channels)
    for _ in 0..<count {
      let reading = try block.withUnsafeMutableBufferPointer {
        try device.read(into: $0.baseAddress!, frames: frames)
      }
      readings.append(reading)
      if case .frames(let got) = reading { samples += block.prefix(got * device.format.channels) }
    }
    return (readings, samples)
  }

  @Test func cardsConform() throws {
    try checkCaptureDevice(scheme: "alsa") {
      let pcm = try FakePCM([.failure(EINTR), .emptiness, .frames(3_000), .failure(EPIPE), .frames(3_000)])
      return try pcm.device()
    }
  }

  @Test(arguments: PCMEncoding.allCases)
  func everyEncodingIsDecoded(encoding: PCMEncoding) throws {
    let pcm = try FakePCM([.frames(500)])
    pcm.encodings = [encoding]
    let scale: Float =
      switch encoding {
      case .float: 1
      case .s32: 0x1p-31
      case .s24, .s24Packed: 0x1p-23
      case .s16: 0x1p-15
      }
    let played = try play(pcm.device(), readings: 1)
    #expect(played.samples == (0..<1_000).map { Float($0) * scale })
  }

  @Test func anOverrunIsAsLongAsTheTimeSinceTheLastFrame() throws {
    let pcm = try FakePCM([.frames(441), .pass(seconds: 0.5), .failure(EPIPE), .frames(10)])
    let played = try play(pcm.device(), readings: 3)
    #expect(played.readings == [.frames(441), .lost(frames: 22_050, .overrun), .frames(10)])
    #expect(pcm.calls == ["start", "prepare", "start"])
  }

  @Test func whatWaitedInTheCardIsLostWithIt() throws {
    let pcm = try FakePCM([.frames(100), .pass(seconds: 0.1), .failure(EPIPE)])
    pcm.waiting = 200
    let played = try play(pcm.device(), readings: 2, frames: 100)
    #expect(played.readings == [.frames(100), .lost(frames: 4_610, .overrun)])
  }

  @Test func everyLossIsAFrameAtLeast() throws {
    let pcm = try FakePCM([.failure(EPIPE), .failure(EPIPE)])
    #expect(
      try play(pcm.device(), readings: 2).readings
        == [.lost(frames: 1, .overrun), .lost(frames: 1, .overrun)])
  }

  @Test func aCardThatResumesKeepsWhatItHas() throws {
    let asleep = FakePCM.Step.failure(ESTRPIPE)
    let pcm = try FakePCM([.frames(100), .pass(seconds: 10), asleep, asleep, asleep, .frames(50)])
    pcm.resumeFailures = [EAGAIN, EAGAIN, 0]
    pcm.waiting = 50
    let played = try play(pcm.device(), readings: 3)
    #expect(played.readings == [.frames(100), .lost(frames: 440_950, .suspended), .frames(50)])
    #expect(pcm.calls == ["start", "resume", "resume", "resume"])
  }

  @Test func aCardThatCannotResumeIsPrepared() throws {
    let pcm = try FakePCM([.pass(seconds: 2), .failure(ESTRPIPE)])
    pcm.resumeFailures = [ENOSYS]
    #expect(try play(pcm.device(), readings: 1).readings == [.lost(frames: 88_200, .suspended)])
    #expect(pcm.calls == ["start", "resume", "prepare", "start"])
  }

  @Test func aMachineThatDoesNotWakeIsSilent() throws {
    let pcm = try FakePCM(Array(repeating: .failure(ESTRPIPE), count: 10_000))
    pcm.resumeFailures = [EAGAIN]
    #expect(try play(pcm.device(), readings: 1).readings == [.nothing])
    #expect(pcm.reads < 1_000)
  }

  @Test(arguments: [ENODEV, EIO, EBADFD])
  func aCardThatIsGoneIsAFault(number: Int32) throws {
    let pcm = try FakePCM([.frames(5), .failure(number)])
    let device = try pcm.device()
    _ = try play(device, readings: 1)
    let reason = String(cString: strerror(number))
    #expect(throws: DeviceFault.gone(device: "alsa:fake", reason: reason)) { try play(device, readings: 1) }
  }

  @Test func aCardThatGoesWhileItIsRestartedIsAFault() throws {
    for (failure, resume) in [(EPIPE, 0), (ESTRPIPE, ENODEV)] {
      let pcm = try FakePCM([.failure(failure)])
      pcm.resumeFailures = [resume]
      let device = try pcm.device()
      pcm.prepareFailure = ENODEV
      #expect(throws: DeviceFault.gone(device: "alsa:fake", reason: "No such device")) {
        try play(device, readings: 1)
      }
    }
  }

  @Test func otherFailuresAreNamed() throws {
    let device = try FakePCM([.failure(ENOMEM)]).device()
    #expect(throws: DeviceFault.failed(device: "alsa:fake", reason: "Cannot allocate memory")) {
      try play(device, readings: 1)
    }
    let pcm = try FakePCM()
    pcm.startFailure = EACCES
    #expect(throws: DeviceFault.permissionDenied(device: "alsa:fake")) { try pcm.device() }
  }

  @Test func signalsAndVainWakingsAreNoReadings() throws {
    let storm = Array(repeating: FakePCM.Step.failure(EINTR), count: 50)
    let pcm = try FakePCM(storm + [.emptiness, .failure(EAGAIN)] + storm + [.frames(7)])
    pcm.isAlwaysReady = true
    #expect(try play(pcm.device(), readings: 1).readings == [.frames(7)])
  }

  @Test(arguments: [true, false])
  func aSilentCardIsSaidToBeSoWithoutABusyLoop(isAlwaysReady: Bool) throws {
    let pcm = try FakePCM()
    pcm.isAlwaysReady = isAlwaysReady
    #expect(try play(pcm.device(), readings: 2).readings == [.nothing, .nothing])
    #expect(pcm.reads < 1_000)
  }
}
