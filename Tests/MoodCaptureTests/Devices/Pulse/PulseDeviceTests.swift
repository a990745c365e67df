import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodCapture

/// Against a real daemon. Serialised, since each test keeps one busy.
@Suite(.serialized, .enabled(if: PulseServer.isInstalled, "pulseaudio or pulseaudio-utils is not installed"))
struct PulseDeviceTests {
  @Test func everyFrameThatASourceIsGivenComesThroughUnchanged() throws {
    let server = try PulseServer()
    let fifo = try server.loadPipeSource("fifo", rateHz: 44_100, channels: 2)
    let device = try open("fifo", of: server)
    #expect(device.format == AudioFormat(encoding: "f32le", rateHz: 44_100, channels: 2))
    var random = SplitMix64(seed: 1)
    let samples = (0..<2 * 3 * 44_100).map { _ in Float.random(in: -1...1, using: &random) }
    let writer = FIFOWriter(path: fifo, samples)
    let heard = try device.samples(frames: 3 * 44_100)
    #expect(heard == samples)
    #expect(try device.reading() == .nothing)
    writer.close()
  }

  @Test func whatIsNoNumberComesThroughAndIsCountedByTheStream() throws {
    let server = try PulseServer()
    let fifo = try server.loadPipeSource("fifo", rateHz: 22_050, channels: 1)
    let device = try open("fifo", of: server)
    var samples = [Float](repeating: 0.25, count: 22_050)
    for index in [7, 500, 20_000] { samples[index] = [.nan, .infinity, -.infinity][index % 3] }
    let writer = FIFOWriter(path: fifo, samples)
    let stream = try MonoStream(source: DeviceSource { _ in device }, channel: .mix)
    var block = [Float](repeating: 0, count: 1000)
    var heard = 0
    while heard < samples.count {
      let count = try block.withUnsafeMutableBufferPointer {
        try stream.read(into: $0.baseAddress!, count: 1000)
      }
      #expect(block[..<count].allSatisfy { $0 == 0.25 || $0 == 0 })
      heard += count
    }
    #expect(stream.nonFiniteSamples == 3)
    writer.close()
  }

  @Test(arguments: ["", "@default"]) func theDefaultSourceIsFollowed(name: String) throws {
    let server = try PulseServer()
    let fifos = try ["one", "two"].map { try server.loadPipeSource($0, rateHz: 44_100, channels: 1) }
    try server.pactl(["set-default-source", "one"])
    let device = try open(name, of: server)
    #expect(device.name == "pulse:one")
    let writers = [
      FIFOWriter(path: fifos[0], constant: 0.25), FIFOWriter(path: fifos[1], constant: 0.5),
    ]
    #expect(try device.samples(frames: 4410).allSatisfy { $0 == 0.25 })
    try server.pactl(["set-default-source", "two"])
    #expect(try device.nextMove() == "pulse:two")
    #expect(device.name == "pulse:two")
    #expect(try device.waits(for: 0.5), "the new default is heard")
    try server.pactl(["set-default-source", "one"])
    #expect(try device.nextMove() == "pulse:one")
    #expect(try device.waits(for: 0.25))
    for writer in writers { writer.close() }
  }

  @Test func aSourceThatIsNamedIsNotLeftForTheDefault() throws {
    let server = try PulseServer()
    let fifos = try ["one", "two"].map { try server.loadPipeSource($0, rateHz: 44_100, channels: 1) }
    try server.pactl(["set-default-source", "one"])
    let device = try open("one", of: server)
    let writer = FIFOWriter(path: fifos[0], constant: 0.25)
    _ = try device.samples(frames: 4410)
    try server.pactl(["set-default-source", "two"])
    #expect(try device.samples(frames: 22_050).allSatisfy { $0 == 0.25 })
    #expect(device.name == "pulse:one")
    writer.close()
  }

  @Test func theMonitorOfTheDefaultSinkIsFollowed() throws {
    let server = try PulseServer()
    try server.load("module-null-sink sink_name=speakers rate=48000 channels=2")
    try server.load("module-null-sink sink_name=headphones rate=44100 channels=2")
    try server.pactl(["set-default-sink", "speakers"])
    let device = try open("@monitor", of: server)
    #expect(device.name == "pulse:speakers.monitor")
    #expect(device.format == AudioFormat(encoding: "f32le", rateHz: 48_000, channels: 2))
    #expect(try device.samples(frames: 4800).allSatisfy { $0 == 0 })
    try server.pactl(["set-default-sink", "headphones"])
    #expect(try device.nextMove() == "pulse:headphones.monitor")
    // The new one begins to be heard only after a while.
    var heard = 0
    while heard < 48_000 {
      if case .frames(let count) = try device.reading() { heard += count }
    }
    #expect(device.name == "pulse:headphones.monitor")
  }

  @Test func aMutedSourceIsSilentAndStaysMuted() throws {
    let server = try PulseServer()
    let fifo = try server.loadPipeSource("fifo", rateHz: 44_100, channels: 1)
    try server.pactl(["set-source-mute", "fifo", "1"])
    try server.pactl(["set-source-volume", "fifo", "40%"])
    let device = try open("fifo", of: server)
    let writer = FIFOWriter(path: fifo, constant: 0.5)
    #expect(try device.samples(frames: 22_050).allSatisfy { $0 == 0 })
    #expect(try server.pactl(["get-source-mute", "fifo"]).text.contains("yes"))
    #expect(try server.pactl(["get-source-volume", "fifo"]).text.contains("40%"))
    try server.pactl(["set-source-mute", "fifo", "0"])
    #expect(try device.waitsUntil { $0 != 0 })
    writer.close()
  }

  @Test func twoListenersHearTheSame() throws {
    let server = try PulseServer()
    let fifo = try server.loadPipeSource("fifo", rateHz: 22_050, channels: 1)
    let devices = [try open("fifo", of: server), try open("fifo", of: server)]
    let samples = (0..<22_050).map { Float($0) / 22_050 }
    let writer = FIFOWriter(path: fifo, samples)
    for device in devices { #expect(try device.samples(frames: 22_050) == samples) }
    writer.close()
  }

  @Test func aServerThatIsNotThereIsAFault() throws {
    #expect {
      try PulseBackend.open("", server: "unix:/nowhere/native", interruption: nil)
    } throws: {
      guard case .serverUnavailable = $0 as? DeviceFault else { return false }
      return true
    }
  }

  @Test func aServerThatDoesNotAnswerIsAFaultAfterTwoSeconds() throws {
    let server = try PulseServer()
    server.stop()
    #expect(
      throws: DeviceFault.serverUnavailable(
        server: "the PulseAudio server \(server.socket)", reason: "it has said nothing for 2 seconds")
    ) { try open("", of: server) }
    server.stop(SIGCONT)
  }

  @Test func aSourceThatIsNotThereIsAFault() throws {
    let server = try PulseServer()
    #expect(throws: DeviceFault.gone(device: "pulse:nobody", reason: "the server has no such source")) {
      try open("nobody", of: server)
    }
    #expect(
      throws: DeviceFault.gone(device: "pulse:@monitor", reason: "the server has no sink that plays anything")
    ) {
      try open("@monitor", of: server)
    }
    #expect(throws: DeviceFault.gone(device: "pulse:@default", reason: "the server has no source")) {
      try open("@default", of: server)
    }
  }

  @Test func whatAServerThrewAwayIsKnownByTheClock() throws {
    let server = try PulseServer()
    // A server keeps 4 MiB for a reader that sleeps: here 2.7 s.
    try server.load("module-null-sink sink_name=nul rate=384000 channels=1 format=float32le")
    let device = try open("nul.monitor", of: server)
    _ = try device.samples(frames: 384_000)
    let start = ContinuousClock.now
    pause(milliseconds: 7000)
    var frames: Int64 = 0
    var lost: Int64 = 0
    while lost == 0, frames < 8 * 384_000 {
      switch try device.reading() {
      case .frames(let count): frames += Int64(count)
      case .lost(let count, .overrun): lost += count
      case .nothing: break
      case let other: Issue.record("\(other)")
      }
    }
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    #expect(
      abs(Double(frames + lost) / 384_000 - elapsed) < 0.2,
      "in \(elapsed) s \(frames) frames came and \(lost) did not")
    #expect(frames > 900_000 && lost > 384_000)
  }

  @Test func aReaderThatSleepsForThreeSecondsLosesNothing() throws {
    let server = try PulseServer()
    try server.load("module-null-sink sink_name=nul rate=48000 channels=2")
    let device = try open("nul.monitor", of: server)
    _ = try device.samples(frames: 48_000)
    pause(milliseconds: 3000)
    // More than was kept, so that it would be told if something had been lost.
    #expect(try device.samples(frames: 4 * 48_000).count == 2 * 4 * 48_000)
  }

  @Test func aReadingThatIsInterruptedEnds() throws {
    let server = try PulseServer()
    _ = try server.loadPipeSource("fifo", rateHz: 44_100, channels: 1)
    let device = try open("fifo", of: server)
    Thread.start {
      pause(milliseconds: 50)
      device.interrupt()
    }
    #expect(try device.reading() == .interrupted)
    #expect(try device.reading() == .interrupted)
  }

  @Test func allSourcesAreListed() throws {
    let server = try PulseServer()
    try server.load(
      "module-null-sink sink_name=nul rate=48000 channels=6 sink_properties=device.description=Film")
    _ = try server.loadPipeSource("fifo", rateHz: 8000, channels: 1)
    try server.pactl(["set-default-source", "fifo"])
    let devices = try PulseBackend.devices(server: server.socket)
    #expect(devices.map(\.input) == ["pulse:nul.monitor", "pulse:fifo"])
    #expect(devices.map(\.isMonitor) == [true, false])
    #expect(devices.map(\.isDefault) == [false, true])
    #expect(devices.map(\.rateHz) == [48_000, 8000])
    #expect(devices.map(\.channels) == [6, 1])
    #expect(devices[0].label.contains("Film"))
    for device in devices {
      #expect(try open(String(device.input.dropFirst(6)), of: server).format.channels == device.channels)
    }
  }

  private func open(_ name: String, of server: PulseServer) throws -> any CaptureDevice {
    try PulseBackend.open(name, server: server.socket, interruption: nil)
  }
}
