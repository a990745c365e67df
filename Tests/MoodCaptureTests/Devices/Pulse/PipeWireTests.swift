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
      let device = try open(name, of: server)
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
    let device = try open("@monitor", of: server)
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

  /// Opens a device as soon as PipeWire knows of it, which is a moment after it was loaded or made the default.
  private func open(_ name: String, of server: PulseServer) throws -> any CaptureDevice {
    for _ in 0..<100 {
      do { return try PulseBackend.open(name, server: server.socket, interruption: nil) } catch {
        guard case .gone = error else { throw error }
        pause(milliseconds: 50)
      }
    }
    return try PulseBackend.open(name, server: server.socket, interruption: nil)
  }
}
