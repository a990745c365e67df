import Glibc
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodCapture

struct DeviceSourceTests {
  private let time = FakeTime()
  private static let gone = DeviceFault.gone(device: "fake:a", reason: "unplugged")

  private func tone(_ count: Int, _ value: Float = 0.5) -> [Float] { [Float](repeating: value, count: count) }

  /// All that a source has to say, frames joined, and its samples.
  private func listen(_ source: DeviceSource) throws -> (readings: [SourceReading], samples: [Float]) {
    var readings: [SourceReading] = []
    var samples: [Float] = []
    var block = [Float](repeating: .nan, count: 500 * source.format.channels)
    while true {
      let reading = try block.withUnsafeMutableBufferPointer {
        try source.next(into: $0.baseAddress!, frames: 500)
      }
      switch reading {
      case .end: return (readings, samples)
      case .frames(let count):
        samples += block.prefix(count * source.format.channels)
        if case .frames(let before) = readings.last {
          readings[readings.count - 1] = .frames(before + count)
        } else {
          readings.append(reading)
        }
      default: readings.append(reading)
      }
    }
  }

  private func kinds(_ readings: [SourceReading]) -> [String] {
    readings.map { reading in
      switch reading {
      case .frames(let count): "\(count) frames"
      case .gap(let frames, let cause): "gap of \(frames), \(cause.name)"
      case .device(let change): change.kind.name
      case .end: "end"
      }
    }
  }

  @Test func aDeviceThatFailsIsOpenedAnewAndTheGapIsAsLongAsTheClockSays() throws {
    let first = FakeDevice(time: time, script: [.sound(tone(2205)), .fault(Self.gone)])
    let second = FakeDevice(time: time, script: [.sound(tone(2205, 0.25), afterSeconds: 0.1)])
    let source = try FakeBackend.source(
      [.success(first), .failure(Self.gone), .failure(Self.gone), .success(second)], time: time)
    let (readings, samples) = try listen(source)
    // Waits of 0.1, 0.2 and 0.4 s, and 0.1 s until the second device is heard.
    #expect(
      kinds(readings) == [
        "2205 frames", "device-lost", "gap of 17640, lost", "device-back", "2205 frames",
      ])
    #expect(samples == tone(2205) + tone(2205, 0.25))
    #expect(
      readings[1]
        == .device(
          DeviceChange(.lost, source: "fake:a", message: "fake:a is not there: unplugged")))
  }

  /// A stream that is to last for so long ends although its device never comes back.
  @Test func whatIsMissingCountsAgainstTheLimit() throws {
    let first = FakeDevice(time: time, script: [.sound(tone(2205)), .fault(Self.gone)])
    let failures = [Result<FakeDevice, DeviceFault>](repeating: .failure(Self.gone), count: 40)
    let source = try FakeBackend.source([.success(first)] + failures, time: time)
    source.limit(frames: 2205 + 5 * 22_050)
    let (readings, samples) = try listen(source)
    // Waits of 0.1, 0.2, 0.4, 0.8, 1.6 and 2 s: the first end of one after 5 s.
    #expect(kinds(readings) == ["2205 frames", "device-lost", "gap of 112455, lost"])
    #expect(samples == tone(2205))
    #expect(time.pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 2])
  }

  @Test func theWaitsBetweenTriesGrowToTwoSecondsAndStartAnewAfterASound() throws {
    let failures = [Result<FakeDevice, DeviceFault>](repeating: .failure(Self.gone), count: 7)
    func device() -> Result<FakeDevice, DeviceFault> {
      .success(FakeDevice(time: time, script: [.sound(tone(10)), .fault(Self.gone)]))
    }
    let last = FakeDevice(time: time, script: [])
    _ = try listen(
      FakeBackend.source([device()] + failures + [device(), .success(last)], time: time))
    #expect(time.pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 2, 2, 2, 0.1])
  }

  @Test func aDeviceThatOpensAndFailsAtOnceIsNotOpenedInABusyLoop() throws {
    let broken = (0..<6).map { _ in
      Result<FakeDevice, DeviceFault>.success(FakeDevice(time: time, script: [.fault(Self.gone)]))
    }
    let (readings, _) = try listen(
      FakeBackend.source(broken + [.success(FakeDevice(time: time, script: []))], time: time))
    #expect(time.pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 2])
    #expect(kinds(readings).filter { $0 == "device-lost" }.count == 1)
  }

  /// Such a one would keep the capture thread busy and the clock running ahead.
  @Test func aDeviceThatStopsWheneverItIsStartedHasFailed() throws {
    let losses = Array(repeating: FakeDevice.Step.reading(.lost(frames: 1, .overrun)), count: 50)
    func device() -> Result<FakeDevice, DeviceFault> {
      .success(FakeDevice(time: time, script: [.sound(tone(10))] + losses))
    }
    let broken = Result<FakeDevice, DeviceFault>.success(FakeDevice(time: time, script: losses))
    let last = FakeDevice(time: time, script: [])
    let (readings, _) = try listen(
      FakeBackend.source([device(), broken, broken, .success(last)], time: time))
    #expect(
      kinds(readings).dropLast()
        == ["10 frames"] + Array(repeating: "gap of 1, overrun", count: 8) + ["device-lost"])
    #expect(time.pauses == [0.1, 0.2, 0.4])
  }

  @Test func whatALossHasToldIsNotMissedAgain() throws {
    let first = FakeDevice(
      time: time,
      script: [
        .sound(tone(2205)), .reading(.nothing), .reading(.lost(frames: 22_050, .overrun)), .fault(Self.gone),
      ])
    let second = FakeDevice(time: time, script: [.sound(tone(2205), afterSeconds: 0.9)])
    let (readings, _) = try listen(FakeBackend.source([.success(first), .success(second)], time: time))
    #expect(
      kinds(readings) == [
        "2205 frames", "gap of 22050, overrun", "device-lost", "gap of 22050, lost", "device-back",
        "2205 frames",
      ])
  }

  @Test func aDeviceFromWhichNothingComesIsLostAndOpenedAnew() throws {
    let frozen = FakeDevice(
      time: time,
      script: [.sound(tone(100)), .reading(.nothing), .reading(.nothing), .reading(.nothing)])
    let thawed = FakeDevice(time: time, script: [.sound(tone(100))])
    let (readings, _) = try listen(FakeBackend.source([.success(frozen), .success(thawed)], time: time))
    // Three seconds of patience, and a wait of 0.1 s.
    #expect(
      kinds(readings) == [
        "100 frames", "device-lost", "gap of \(31 * 2205), lost", "device-back", "100 frames",
      ])
  }

  @Test func aDeviceThatIsLateIsNotLost() throws {
    let late = FakeDevice(
      time: time,
      script: [
        .sound(tone(100)), .reading(.nothing), .reading(.nothing), .sound(tone(100)), .reading(.nothing),
        .reading(.nothing), .sound(tone(100)),
      ])
    let (readings, _) = try listen(FakeBackend.source([.success(late)], time: time))
    #expect(kinds(readings) == ["300 frames"])
  }

  @Test func aDeviceThatIsAbsentAtTheBeginningIsAnError() {
    for fault in [Self.gone, .serverUnavailable(server: "PulseAudio", reason: "refused")] {
      #expect(throws: CaptureError.device(fault)) {
        try FakeBackend.source([.failure(fault)], time: time)
      }
    }
  }

  @Test(arguments: [(0, 2), (44_100, 0), (44_100, 99), (1_000_000, 1)])
  func aFormatThatCannotBeIsAnErrorAtTheBeginningAndSurvivedLater(rateHz: Int, channels: Int) throws {
    func impossible() -> FakeDevice {
      FakeDevice(rateHz: rateHz, channels: channels, time: time, script: [])
    }
    #expect(throws: CaptureError.self) { try FakeBackend.source([.success(impossible())], time: time) }
    let first = FakeDevice(time: time, script: [.sound(tone(10)), .fault(Self.gone)])
    let last = FakeDevice(time: time, script: [.sound(tone(10))])
    let (readings, _) = try listen(
      FakeBackend.source([.success(first), .success(impossible()), .success(last)], time: time))
    #expect(kinds(readings).suffix(2) == ["device-back", "10 frames"])
  }

  @Test func whatADeviceLosesIsAGapAndCounted() throws {
    let device = FakeDevice(
      time: time,
      script: [
        .sound(tone(100)), .reading(.lost(frames: 441, .overrun)), .sound(tone(100)),
        .reading(.lost(frames: 7, .suspended)), .sound(tone(1)),
      ])
    let source = try FakeBackend.source([.success(device)], time: time)
    let (readings, _) = try listen(source)
    #expect(
      kinds(readings) == [
        "100 frames", "gap of 441, overrun", "100 frames", "gap of 7, suspended", "1 frames",
      ])
    #expect(source.condition.overruns == 2)
  }

  @Test func aSourceThatMovesIsTold() throws {
    let device = FakeDevice(
      time: time, script: [.sound(tone(10)), .reading(.moved(to: "fake:b")), .sound(tone(10))])
    let (readings, _) = try listen(FakeBackend.source([.success(device)], time: time))
    #expect(kinds(readings) == ["10 frames", "moved", "10 frames"])
    #expect(
      readings[1] == .device(DeviceChange(.moved, source: "fake:b", message: "fake:b is heard now")))
  }

  @Test func aDeviceThatComesBackOtherwiseIsConverted() throws {
    let first = FakeDevice(
      rateHz: 44_100, channels: 2, time: time, script: [.sound(tone(2000)), .fault(Self.gone)])
    let second = FakeDevice(
      "fake:b", rateHz: 48_000, channels: 1, time: time,
      script: [
        .sound(tone(48_000, 0.25)), .reading(.lost(frames: 4800, .overrun)), .sound(tone(480, 0.25)),
        .fault(Self.gone),
      ])
    let source = try FakeBackend.source(
      [.success(first), .success(second), .success(FakeDevice(time: time, script: []))], time: time)
    let (readings, samples) = try listen(source)
    #expect(
      kinds(readings) == [
        "1000 frames", "device-lost", "gap of 4410, lost", "device-back", "44100 frames",
        "gap of 4410, overrun", "441 frames", "device-lost", "gap of 4410, lost",
      ])
    #expect(samples[..<2000].allSatisfy { $0 == 0.5 })
    // Both channels are the one of the second device.
    #expect(samples[20_000..<60_000].allSatisfy { abs($0 - 0.25) < 1e-3 })
    guard case .device(let back) = readings[3] else { return }
    #expect(back.message.contains("f32le/48000/1"))
  }

  @Test func itConforms() throws {
    let script = (0..<50).map { index in
      FakeDevice.Step.sound((0..<1000).map { Float(sin(Double(index * 1000 + $0) / 20)) })
    }
    try checkAudioSource {
      try FakeBackend.source(
        [.success(FakeDevice(rateHz: 44_100, channels: 2, time: time, script: script))], time: time)
    }
  }

  @Test func anInterruptEndsTheWaitForADevice() throws {
    let interruption = try Interruption()
    let opened = FakeDevice(time: time, script: [.fault(Self.gone)])
    let backend = FakeBackend([.success(opened)])
    let source = try DeviceSource(interruption: interruption) { _ throws(DeviceFault) in try backend.open() }
    Thread.start {
      usleep(20_000)
      source.interrupt()
    }
    #expect(kinds(try listen(source).readings).first == "device-lost")
  }

  @Test func whatAnEndDuringALossLeavesUnheardIsAGap() throws {
    let interruption = try Interruption()
    let opened = FakeDevice(time: time, script: [.sound(tone(2205)), .fault(Self.gone)])
    let backend = FakeBackend([.success(opened), .failure(Self.gone)])
    let source = try DeviceSource(interruption: interruption, time: time.clock) { _ throws(DeviceFault) in
      do throws(DeviceFault) { return try backend.open() } catch {
        if error != Self.gone { interruption.request() }
        throw error
      }
    }
    // Waits of 0.1 and 0.2 s; then the stream is ended.
    let told = kinds(try listen(source).readings)
    #expect(told == ["2205 frames", "device-lost", "gap of 6615, lost"])
  }
}
