import MoodCapture
import MoodCore
import MoodEngine
import MoodSinks
import MoodTestSupport
import Testing

@Suite struct DeviceEventTests {
  private let time = FakeTime()
  private static let gone = DeviceFault.gone(device: "fake:a", reason: "unplugged")
  /// A second of sound at 22,050 Hz.
  private let second = (0..<22_050).map(FakeSource.sample(at:))

  private func run(_ devices: [Result<FakeDevice, DeviceFault>]) throws -> RecordingSink {
    let sink = RecordingSink()
    let source = try FakeBackend.source(devices, time: time)
    _ = try Engine(
      stream: MonoStream(source: source, channel: .mix), model: TestModel.small(),
      sinks: SinkFanout([("test", sink)]), name: "main", program: "test", source: "fake:",
      isPaced: false,
      started: nil
    ).run()
    return sink
  }

  private func device(rateHz: Int = 22_050, _ script: [FakeDevice.Step]) -> Result<
    FakeDevice, DeviceFault
  > {
    .success(FakeDevice(rateHz: rateHz, time: time, script: script))
  }

  private func gaps(_ sink: RecordingSink) -> [StreamEvent] {
    sink.events.filter { ["gap", "reset", "dropped"].contains($0.kind.name) }
  }

  @Test func aShortLossIsHeardAsSilence() throws {
    let sink = try run([
      device([.sound(second), .fault(Self.gone)]), device([.sound(second, afterSeconds: 0.9)]),
    ])
    #expect(gaps(sink) == [StreamEvent(.gap(samples: 22_050, .lost), sampleTime: 22_050)])
    #expect(
      sink.deviceEvents == [
        DeviceEvent(
          DeviceChange(.lost, source: "fake:a", message: "fake:a is not there: unplugged"),
          sampleTime: 22_050
        ),
        DeviceEvent(
          DeviceChange(.back, source: "fake:a", message: "fake:a is heard again after 1.0 seconds"),
          sampleTime: 44_100),
      ])
    #expect(sink.ends.first?.samples == Int64(3 * 22_050))
    #expect(sink.ends.first?.hops == Int64(3 * 22_050 / AnalysisGrid.hopSamples))
    #expect(sink.ends.first?.overruns == 0)
    #expect(sink.ends.first?.droppedSamples == 0)
  }

  @Test func aLongLossResetsTheAnalysis() throws {
    let sink = try run([
      device([.sound(second), .fault(Self.gone)]), device([.sound(second, afterSeconds: 4.9)]),
    ])
    #expect(
      gaps(sink) == [
        StreamEvent(.gap(samples: 5 * 22_050, .lost), sampleTime: 22_050),
        StreamEvent(.reset, sampleTime: 6 * 22_050),
      ])
    #expect(sink.deviceEvents.map(\.sampleTime) == [22_050, 6 * 22_050])
    #expect(sink.ends.first?.samples == Int64(7 * 22_050))
    let times = sink.estimates.filter { $0.stage == .now }.map(\.sampleTime)
    let hop = AnalysisGrid.hopSamples
    #expect(times.count == 2 * (22_050 / hop))
    #expect(times.contains(Int64(6 * 22_050 + hop)), "the hop grid starts anew after the gap")
  }

  @Test func lossesThatFollowOneAnotherAddUp() throws {
    let sink = try run([
      device([
        .sound(second), .reading(.lost(frames: 30_000, .overrun)),
        .reading(.lost(frames: 40_000, .suspended)),
        .sound(second), .reading(.lost(frames: 10_000, .overrun)),
        .reading(.lost(frames: 50_000, .overrun)), .sound(second),
      ])
    ])
    #expect(
      gaps(sink) == [
        StreamEvent(.gap(samples: 30_000, .overrun), sampleTime: 22_050),
        StreamEvent(.gap(samples: 40_000, .suspended), sampleTime: 52_050),
        StreamEvent(.gap(samples: 10_000, .overrun), sampleTime: 114_100),
        StreamEvent(.gap(samples: 50_000, .overrun), sampleTime: 124_100),
        StreamEvent(.reset, sampleTime: 174_100),
      ])
    #expect(sink.ends.first?.samples == Int64(3 * 22_050 + 130_000))
    #expect(sink.ends.first?.overruns == 4)
  }

  @Test func theClockOfADeviceIsTold() throws {
    let seconds = (0..<12).map { _ in FakeDevice.Step.sound(second, afterSeconds: 0.001) }
    let ppm = try #require(try run([device(seconds)]).ends.first?.clockPpm)
    // A millisecond late in every second.
    #expect(abs(ppm + 1000) < 30)
  }

  /// Whatever the rate, and however often the sound breaks off, the sample clock tells the time.
  @Test(arguments: [44_100, 48_000, 11_025]) func manyGapsDoNotShiftTheClock(rateHz: Int) throws {
    let script = (0..<100).flatMap { index in
      [
        FakeDevice.Step.sound([Float](repeating: 0.1, count: 777 + index)),
        .reading(.lost(frames: 101 + Int64(index), .overrun)),
      ]
    }
    let sink = try run([device(rateHz: rateHz, script + [.sound([0.1])])])
    let frames = (0..<100).reduce(1) { $0 + 878 + 2 * $1 }
    let exact = Double(frames) * 22_050 / Double(rateHz)
    #expect(abs(Double(sink.ends.first?.samples ?? 0) - exact) <= 1)
    // The fake device is faster than any: a busy machine drops besides.
    #expect(sink.events.count { $0.kind.name == "gap" } == 100)
  }
}
