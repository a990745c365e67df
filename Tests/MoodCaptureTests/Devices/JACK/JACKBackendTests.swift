import Glibc
import MoodCore
import MoodRealtime
import MoodTestSupport
import Testing

@testable import MoodCapture

/// One after another, since libjack reaches one server at a time.
@Suite(.serialized, .enabled(if: JACKServer.isInstalled)) struct JACKBackendTests {
  @Test func physicalInputsConform() throws {
    let server = try JACKServer()
    try checkCaptureDevice(scheme: "jack") { try JACKBackend.open("", server: server.name) }
  }

  @Test func framesKeepTimeWithTheClock() throws {
    let server = try JACKServer()
    let device = try JACKBackend.open("system:capture_1", server: server.name)
    #expect(device.name == "jack:system:capture_1")
    #expect(device.format == AudioFormat(encoding: "f32le", rateHz: JACKServer.rateHz, channels: 1))
    var block = [Float](repeating: 0, count: 4_096)
    func read() throws -> Int64 {
      switch try block.withUnsafeMutableBufferPointer({
        try device.read(into: $0.baseAddress!, frames: 4_096)
      }) {
      case .frames(let count): Int64(count)
      case .lost(let count, _): count
      default: 0
      }
    }
    while try read() == 0 {}
    let start = MonotonicClock.nanoseconds()
    var frames: Int64 = 0
    while frames < 3 * Int64(JACKServer.rateHz) { frames += try read() }
    let seconds = Double(MonotonicClock.nanoseconds() - start) / 1e9
    // Three seconds of sound. On a loaded machine the queue, which holds more than one, may have filled before the start.
    #expect(seconds > 1)
    #expect(seconds < 20)
  }

  @Test func theToneOfAnotherClientIsHeardUntilItGoes() throws {
    let server = try JACKServer()
    try server.startTone()
    let device = try JACKBackend.open("^tone:output", server: server.name)
    #expect(device.format.channels == 2)
    #expect(try loudest(of: device, frames: 48_000) > 0.1)
    server.stopTone()
    #expect(
      throws: DeviceFault.gone(device: "jack:^tone:output", reason: "the port tone:output1 has been removed")
    ) { try loudest(of: device, frames: 10_000_000) }
  }

  @Test func portsThatDoNotExistAreSaid() throws {
    let server = try JACKServer()
    #expect(
      throws: DeviceFault.gone(
        device: "jack:drums", reason: "the JACK server has no output port that matches \"drums\"")
    ) { try JACKBackend.open("drums", server: server.name) }
  }

  @Test func aServerThatEndsIsAFaultAndTheNextOneIsHeard() throws {
    let server = try JACKServer()
    for _ in 0..<2 {
      let device = try JACKBackend.open("", server: server.name)
      _ = try loudest(of: device, frames: 1_000)
      server.kill()
      for _ in 0..<2 {
        #expect(throws: DeviceFault.gone(device: "jack:", reason: "the JACK server has ended")) {
          try loudest(of: device, frames: 10_000_000)
        }
      }
      try server.start()
    }
  }

  @Test func aFrozenServerIsSilentAndHoldsNobodyUp() throws {
    let server = try JACKServer()
    do {
      let device = try JACKBackend.open("", server: server.name)
      _ = try loudest(of: device, frames: 1_000)
      server.stop(SIGSTOP)
      var block = [Float](repeating: 0, count: 2_048)
      var reading: DeviceReading
      repeat {
        reading = try block.withUnsafeMutableBufferPointer {
          try device.read(into: $0.baseAddress!, frames: 1_024)
        }
      } while reading != .nothing
    }
    // The device is gone by now, and libjack still waits for the server to let it go.
    let silent = DeviceFault.serverUnavailable(
      server: "JACK", reason: "the server called \(server.name) has not replied in time")
    #expect(throws: silent) { try JACKBackend.open("", server: server.name) }
    server.stop(SIGCONT)
    while JACKClient.calls.isAnyHanging { pause(milliseconds: 10) }
    _ = try loudest(of: JACKBackend.open("", server: server.name), frames: 1_000)
  }

  @Test func aServerThatIsNotThereIsUnavailable() {
    let name = "moodring-nobody"
    #expect(
      throws: DeviceFault.serverUnavailable(server: "JACK", reason: "no server called \(name) runs")
    ) { try JACKBackend.open("", server: name) }
  }

  @Test func inputsAreListedWithTheDefaultFirst() throws {
    let server = try JACKServer()
    try server.startTone()
    let devices = try JACKBackend.devices(server: server.name)
    #expect(
      devices.map(\.input) == [
        "jack:", "jack:system:capture_1", "jack:system:capture_2", "jack:tone:output1", "jack:tone:output2",
      ])
    #expect(devices.map(\.isDefault) == [true, false, false, false, false])
    #expect(devices.map(\.isMonitor) == [false, false, false, true, true])
    #expect(devices.map(\.channels) == [2, 1, 1, 1, 1])
    #expect(devices.allSatisfy { $0.rateHz == JACKServer.rateHz })
  }
}
