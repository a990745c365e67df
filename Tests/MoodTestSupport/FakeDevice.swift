package import MoodCapture
package import MoodCore
internal import Synchronization

/// A device that plays a script, by a clock of its own, and then says that it was interrupted.
package final class FakeDevice: CaptureDevice, @unchecked Sendable {
  package enum Step: Sendable {
    /// Interleaved samples that take as long as they sound, after a wait.
    case sound([Float], afterSeconds: Double = 0)
    case reading(DeviceReading)
    case fault(DeviceFault)
  }

  package let name: String
  package let format: AudioFormat
  private let time: FakeTime
  private var script: ArraySlice<Step>
  private let isInterrupted = Atomic<Bool>(false)

  package init(
    _ name: String = "fake:a", rateHz: Int = 22_050, channels: Int = 1, time: FakeTime, script: [Step]
  ) {
    self.name = name
    format = AudioFormat(encoding: "f32le", rateHz: rateHz, channels: channels)
    self.time = time
    self.script = script[...]
  }

  package func read(into samples: UnsafeMutablePointer<Float>, frames: Int) throws(DeviceFault)
    -> DeviceReading
  {
    guard !isInterrupted.load(ordering: .acquiring), let step = script.popFirst() else { return .interrupted }
    switch step {
    case .reading(let reading):
      if reading == .nothing { time.pass(seconds: 1) }
      return reading
    case .fault(let fault): throw fault
    case .sound(let sound, let wait):
      let count = min(frames, sound.count / format.channels)
      time.pass(seconds: wait + Double(count) / Double(format.rateHz))
      for index in 0..<count * format.channels { samples[index] = sound[index] }
      let rest = sound.dropFirst(count * format.channels)
      if !rest.isEmpty { script = [.sound(Array(rest))] + script }
      return .frames(count)
    }
  }

  package func interrupt() { isInterrupted.store(true, ordering: .releasing) }
}

/// A clock that goes on only when told to, and keeps the waits that were made by it.
package final class FakeTime: Sendable {
  private let state = Mutex<(now: UInt64, pauses: [Double])>((1_000_000_000, []))

  package init() {}

  package func pass(seconds: Double) { state.withLock { $0.now += UInt64((seconds * 1e9).rounded()) } }

  /// Every wait so far, in seconds.
  package var pauses: [Double] { state.withLock { $0.pauses } }

  package var clock: DeviceTime {
    DeviceTime(
      now: { self.state.withLock { $0.now } },
      pause: { nanoseconds, _ in
        self.state.withLock {
          $0.now += nanoseconds
          $0.pauses.append(Double(nanoseconds) / 1e9)
        }
      })
  }
}

/// Opens what it is given, one after another: devices, and faults that keep one from being opened.
package final class FakeBackend: Sendable {
  private let results: Mutex<[Result<FakeDevice, DeviceFault>]>

  package init(_ results: [Result<FakeDevice, DeviceFault>]) { self.results = Mutex(results) }

  package func open() throws(DeviceFault) -> any CaptureDevice {
    let next = results.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    guard let next else { throw .gone(device: "fake", reason: "the script is over") }
    return try next.get()
  }

  /// A source over these devices.
  package static func source(
    _ results: [Result<FakeDevice, DeviceFault>], time: FakeTime
  ) throws -> DeviceSource {
    let backend = FakeBackend(results)
    return try DeviceSource(time: time.clock) { _ throws(DeviceFault) in try backend.open() }
  }
}
