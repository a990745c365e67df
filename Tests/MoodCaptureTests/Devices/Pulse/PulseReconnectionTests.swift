import Glibc
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodCapture

/// What becomes of a stream when a real daemon does what daemons do. Serialised, since each test keeps one busy.
@Suite(
  .serialized,
  .enabled(if: PulseServer.isInstalled, "pulseaudio or pulseaudio-utils is not installed"))
struct PulseReconnectionTests {
  @Test func aServerThatIsKilledAndStartedAgainIsHeardAgain() throws {
    let server = try PulseServer()
    let fifo = try server.loadPipeSource("fifo", rateHz: 44_100, channels: 1)
    let writer = FIFOWriter(path: fifo, constant: 0.25)
    let source = try open("fifo", of: server)
    for _ in 0..<3 {
      try source.hear(frames: 4410)
      server.kill()
      let lost = try source.nextChange()
      #expect(lost.kind == .lost && lost.message == "pulse:fifo is not there: the server has ended")
      let start = ContinuousClock.now
      try server.restart()
      let (gap, back) = try source.gapAndReturn()
      #expect(back.kind == .back && back.source == "pulse:fifo")
      let elapsed = (ContinuousClock.now - start) / .seconds(1)
      #expect(gap > 0 && gap < elapsed + 1)
    }
    try source.hear(frames: 4410)
    writer.close()
  }

  @Test func aServerThatIsFrozenForFiveSecondsIsLostAndHeardAgain() throws {
    let server = try PulseServer()
    let fifo = try server.loadPipeSource("fifo", rateHz: 44_100, channels: 1)
    let writer = FIFOWriter(path: fifo, constant: 0.25)
    let source = try open("fifo", of: server)
    try source.hear(frames: 4410)
    server.stop()
    let start = ContinuousClock.now
    let lost = try source.nextChange()
    #expect(lost.kind == .lost && lost.message == "nothing has come from pulse:fifo for 3 seconds")
    pause(milliseconds: 2000)
    server.stop(SIGCONT)
    let (gap, back) = try source.gapAndReturn()
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    #expect(back.kind == .back)
    #expect(abs(gap - elapsed) < 0.3, "a gap of \(gap) s, \(elapsed) s after it froze")
    try source.hear(frames: 4410)
    writer.close()
  }

  @Test func aSourceThatIsRemovedIsWaitedFor() throws {
    let server = try PulseServer()
    let module = try server.load("module-null-sink sink_name=nul rate=44100 channels=2")
    try server.load("module-null-sink sink_name=other rate=48000 channels=1")
    let source = try open("nul.monitor", of: server)
    try source.hear(frames: 4410)
    try server.unload(module)
    let lost = try source.nextChange()
    #expect(
      lost.kind == .lost && lost.message == "pulse:nul.monitor is not there: its source was removed"
    )
    // It comes back with another rate and other channels.
    try server.load("module-null-sink sink_name=nul rate=48000 channels=1")
    let (gap, back) = try source.gapAndReturn()
    #expect(gap > 0)
    #expect(back.source == "pulse:nul.monitor" && back.message.contains("f32le/48000/1"))
    try source.hear(frames: 44_100)
    #expect(source.format == AudioFormat(encoding: "f32le", rateHz: 44_100, channels: 2))
  }

  @Test func whereTheDefaultIsRemovedTheNextIsHeard() throws {
    let server = try PulseServer()
    try server.load("module-null-sink sink_name=other rate=48000 channels=1")
    let module = try server.load("module-null-sink sink_name=nul rate=44100 channels=2")
    try server.pactl(["set-default-sink", "nul"])
    let source = try open("@monitor", of: server)
    try source.hear(frames: 4410)
    try server.unload(module)
    var name = ""
    while name != "pulse:other.monitor" { name = try source.nextChange().source }
    try source.hear(frames: 44_100)
  }

  @Test func anInterruptEndsTheWaitForAServer() throws {
    let server = try PulseServer()
    try server.load("module-null-sink sink_name=nul")
    let source = try open("nul.monitor", of: server)
    server.kill()
    #expect(try source.nextChange().kind == .lost)
    Thread.start {
      pause(milliseconds: 100)
      source.interrupt()
    }
    var block = [Float](repeating: 0, count: 2)
    var reading = SourceReading.frames(0)
    while reading != .end {
      reading = try block.withUnsafeMutableBufferPointer {
        try source.next(into: $0.baseAddress!, frames: 1)
      }
      if case .gap(_, .lost) = reading { continue }
      #expect(reading == .end)
    }
  }

  private func open(_ name: String, of server: PulseServer) throws -> DeviceSource {
    let socket = server.socket
    return try DeviceSource { interruption throws(DeviceFault) in
      try PulseBackend.open(name, server: socket, interruption: interruption)
    }
  }
}

extension DeviceSource {
  private func nextReading() throws -> SourceReading {
    var block = [Float](repeating: 0, count: 1024 * format.channels)
    return try block.withUnsafeMutableBufferPointer {
      try next(into: $0.baseAddress!, frames: 1024)
    }
  }

  /// Listens to so many frames; whatever else comes is passed over.
  func hear(frames: Int) throws {
    var heard = 0
    while heard < frames {
      switch try nextReading() {
      case .frames(let count): heard += count
      case .gap, .device: continue
      case .end: throw UnexpectedReading(reading: .interrupted)
      }
    }
  }

  /// The next thing that happens to the device.
  func nextChange() throws -> DeviceChange {
    while true {
      switch try nextReading() {
      case .device(let change): return change
      case .frames, .gap: continue
      case .end: throw UnexpectedReading(reading: .interrupted)
      }
    }
  }

  /// The gap in seconds that comes next, and what follows it at once.
  func gapAndReturn() throws -> (gap: Double, back: DeviceChange) {
    guard case .gap(let frames, .lost) = try nextReading(),
      case .device(let back) = try nextReading()
    else {
      throw UnexpectedReading(reading: .nothing)
    }
    return (Double(frames) / Double(format.rateHz), back)
  }
}
