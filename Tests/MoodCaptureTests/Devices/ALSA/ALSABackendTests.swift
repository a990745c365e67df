import Glibc
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodCapture

/// Real calls of libasound, over its plugins.
struct ALSABackendTests {
  /// A PCM that reads a file of raw samples, as fast as one likes.
  private func file(_ path: String) throws -> any CaptureDevice {
    try ALSABackend.open(
      "take",
      configuration: """
        pcm.take { type file slave.pcm { type null } file "/dev/null" infile "\(path)" format "raw" }
        """)
  }

  @Test func aFileComesThroughSampleBySample() throws {
    let folder = try ScratchFolder()
    let samples = (0..<20_000).map { Float($0) / 20_000 }
    // The plugin keeps the end of a file to itself, where it holds less than was asked for.
    let content = samples.withUnsafeBytes { Array($0) } + [UInt8](repeating: 0, count: 1 << 16)
    let device = try file(folder.file("take.raw", content))
    #expect(device.name == "alsa:take")
    #expect(device.format == AudioFormat(encoding: "f32le", rateHz: 44_100, channels: 2))
    var heard: [Float] = []
    var block = [Float](repeating: 0, count: 600)
    while heard.count < samples.count {
      let reading = try block.withUnsafeMutableBufferPointer {
        try device.read(into: $0.baseAddress!, frames: 300)
      }
      guard case .frames(let frames) = reading else { break }
      heard += block.prefix(2 * frames)
    }
    #expect(heard.prefix(samples.count).elementsEqual(samples))
  }

  @Test func aFileConforms() throws {
    let folder = try ScratchFolder()
    let path = try folder.file("take.raw", [UInt8](repeating: 0, count: 1 << 19))
    try checkCaptureDevice(scheme: "alsa") { try file(path) }
  }

  @Test func anUnknownNameIsGone() {
    func reason(_ open: () throws -> any CaptureDevice) -> String {
      let fault = #expect(throws: DeviceFault.self) { try open() }
      guard case .gone(_, let reason) = fault else { return "" }
      return reason
    }
    let sentences = ["this machine has no sound card", "ALSA knows no device of this name"]
    let unknown = reason { try ALSABackend.open("no_such_device", configuration: "pcm.other { type null }") }
    #expect(sentences.contains(unknown))
    let missing = reason { try ALSABackend.open("hw:31") }
    #expect(sentences.contains(missing))
  }

  @Test func aServerThatDoesNotAnswerIsUnavailable() {
    #expect(
      throws: DeviceFault.serverUnavailable(server: "alsa:pul", reason: "Connection refused")
    ) {
      try ALSABackend.open(
        "pul", configuration: "pcm.pul { type pulse server \"unix:/nonexistent\" device \"x\" }")
    }
  }

  @Test func onlyInputsAreListed() throws {
    let devices: [InputDevice]
    do { devices = try ALSABackend.devices() } catch {
      #expect(error == .gone(device: "alsa:default", reason: "this machine has no sound card"))
      return
    }
    #expect(devices.allSatisfy { $0.input.hasPrefix("alsa:") && !$0.label.isEmpty })
    #expect(!devices.contains { ["alsa:null", "alsa:pulse", "alsa:jack"].contains($0.input) })
  }

  @Test func aHintBecomesAnInput() {
    let line = ALSAHint(name: "hw:CARD=PCH,DEV=0", description: "HDA Intel\nDirect", direction: "Input")
    #expect(
      line.input
        == InputDevice(
          input: "alsa:hw:CARD=PCH,DEV=0", label: "HDA Intel, Direct", isMonitor: false, isDefault: false,
          rateHz: nil, channels: nil))
    #expect(ALSAHint(name: "default", description: nil, direction: nil).input?.isDefault == true)
    #expect(
      ALSAHint(name: "hw:CARD=Loopback,DEV=1", description: nil, direction: nil).input?.isMonitor == true)
    #expect(ALSAHint(name: "hw:CARD=PCH,DEV=0", description: nil, direction: "Output").input == nil)
    #expect(ALSAHint(name: "front:CARD=PCH,DEV=0", description: nil, direction: nil).input == nil)
    #expect(ALSAHint(name: "null", description: nil, direction: nil).input == nil)
  }

  @Test(.enabled(if: PulseServer.isInstalled)) func pacedCaptureConforms() throws {
    let server = try PulseServer()
    try server.load("module-null-sink sink_name=quiet rate=44100")
    try checkCaptureDevice(scheme: "alsa") { try pulse(server, "quiet.monitor") }
  }

  @Test(.enabled(if: PulseServer.isInstalled)) func aToneIsHeard() throws {
    let server = try PulseServer()
    try server.load("module-sine-source source_name=sine rate=44100 frequency=1000")
    let device = try pulse(server, "sine")
    // A server on a busy machine may have nothing but silence at first.
    var heard: Float = 0
    for _ in 0..<40 where heard < 0.49 { heard = try loudest(of: device, frames: 10_000) }
    #expect(heard > 0.49)
  }

  @Test(.enabled(if: PulseServer.isInstalled)) func aKilledServerIsAFault() throws {
    let server = try PulseServer()
    try server.load("module-sine-source source_name=sine rate=44100 frequency=1000")
    let device = try pulse(server, "sine")
    _ = try loudest(of: device, frames: 1_000)
    server.kill()
    // Which call fails first decides what the plugin calls it: EIO or EBADFD.
    let fault = #expect(throws: DeviceFault.self) { try loudest(of: device, frames: 10_000_000) }
    guard case .gone(let name, _) = fault else {
      Issue.record("a device without a server said \(String(describing: fault))")
      return
    }
    #expect(name == "alsa:pul")
  }

  private func pulse(_ server: PulseServer, _ source: String) throws -> any CaptureDevice {
    try ALSABackend.open(
      "pul", configuration: "pcm.pul { type pulse server \"\(server.socket)\" device \"\(source)\" }")
  }
}

/// The largest magnitude of `frames` frames of a device, however many are lost or late, but for one that is silent for
/// a minute.
func loudest(of device: any CaptureDevice, frames: Int) throws -> Float {
  var loudest: Float = 0
  var block = [Float](repeating: 0, count: 512 * device.format.channels)
  var heard = 0
  var silences = 0
  while heard < frames && silences < 60 {
    let reading = try block.withUnsafeMutableBufferPointer {
      try device.read(into: $0.baseAddress!, frames: 512)
    }
    if reading == .nothing { silences += 1 }
    guard case .frames(let count) = reading else { continue }
    heard += count
    loudest = block.prefix(count * device.format.channels).reduce(loudest) { max($0, abs($1)) }
  }
  return loudest
}
