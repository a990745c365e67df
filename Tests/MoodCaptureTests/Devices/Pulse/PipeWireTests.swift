import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodCapture

/// Against PipeWire, which speaks PulseAudio's protocol.
@Suite(
  .serialized,
  .enabled(
    if: PulseServer.isInstalled(.pipeWire),
    "pipewire, wireplumber or dbus-run-session is not installed"))
struct PipeWireTests {
  @Test func aMonitorIsListedAndHeard() throws {
    let server = try PulseServer(.pipeWire)
    try server.load("module-null-sink sink_name=nul rate=44100 channels=2")
    let devices = try PulseBackend.devices(server: server.socket)
    #expect(devices.map(\.input) == ["pulse:nul.monitor"])
    #expect(devices.first?.isMonitor == true)
    for name in ["nul.monitor", "@monitor", "@default"] {
      let device = try PulseBackend.open(name, server: server.socket, interruption: nil)
      #expect(device.name == "pulse:nul.monitor")
      #expect(device.format == AudioFormat(encoding: "f32le", rateHz: 44_100, channels: 2))
      #expect(try device.samples(frames: 44_100).allSatisfy { $0 == 0 })
    }
  }

  @Test func theMonitorOfTheDefaultSinkIsFollowed() throws {
    let server = try PulseServer(.pipeWire)
    try server.load("module-null-sink sink_name=speakers rate=48000 channels=2")
    try server.load("module-null-sink sink_name=headphones rate=48000 channels=2")
    try server.pactl(["set-default-sink", "speakers"])
    let device = try PulseBackend.open("@monitor", server: server.socket, interruption: nil)
    #expect(device.name == "pulse:speakers.monitor")
    _ = try device.samples(frames: 4800)
    try server.pactl(["set-default-sink", "headphones"])
    #expect(try device.nextMove() == "pulse:headphones.monitor")
  }

  @Test func aServerThatIsKilledAndStartedAgainIsHeardAgain() throws {
    let server = try PulseServer(.pipeWire)
    try server.load("module-null-sink sink_name=nul rate=44100 channels=2")
    let socket = server.socket
    let source = try DeviceSource { interruption throws(DeviceFault) in
      try PulseBackend.open("nul.monitor", server: socket, interruption: interruption)
    }
    try source.hear(frames: 4410)
    server.kill()
    #expect(try source.nextChange().kind == .lost)
    try server.restart()
    let (gap, back) = try source.gapAndReturn()
    #expect(back.kind == .back && gap > 0)
    try source.hear(frames: 4410)
  }
}
