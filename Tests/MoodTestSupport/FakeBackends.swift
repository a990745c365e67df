package import MoodCapture
internal import MoodCore
internal import Synchronization

/// Two inputs, the second of them the default; opens a square wave of amplitude 0.5.
package enum FakePulse: DeviceBackend {
  package static let scheme = "pulse"
  package static let label = "PulseAudio"

  package static func open(_ device: String) throws(DeviceFault) -> any CaptureDevice {
    SteadyDevice(name: "pulse:mic", amplitude: 0.5)
  }

  package static func devices() throws(DeviceFault) -> [InputDevice] {
    [
      InputDevice(
        input: "pulse:out.monitor", label: "Monitor of Speakers", isMonitor: true, isDefault: false,
        rateHz: 48_000, channels: 2),
      InputDevice(
        input: "pulse:mic", label: "Desk Microphone", isMonitor: false, isDefault: true, rateHz: 44_100,
        channels: 1),
    ]
  }
}

/// A server that is not there.
package enum AbsentPulse: DeviceBackend {
  package static let scheme = "pulse"
  package static let label = "PulseAudio"
  package static let fault = DeviceFault.serverUnavailable(server: "PulseAudio", reason: "connection refused")

  package static func open(_ device: String) throws(DeviceFault) -> any CaptureDevice { throw fault }
  package static func devices() throws(DeviceFault) -> [InputDevice] { throw fault }
}

/// A server that takes the question and never answers, and a device that opens and never delivers.
package enum HangingPulse: DeviceBackend {
  package static let scheme = "pulse"
  package static let label = "PulseAudio"

  package static func open(_ device: String) throws(DeviceFault) -> any CaptureDevice {
    pause(milliseconds: 600_000)
    throw AbsentPulse.fault
  }

  package static func devices() throws(DeviceFault) -> [InputDevice] {
    pause(milliseconds: 600_000)
    return []
  }
}

/// Lists a device that delivers digital silence, of which it does not know the form beforehand.
package enum MutedALSA: DeviceBackend {
  package static let scheme = "alsa"
  package static let label = "ALSA"

  package static func open(_ device: String) throws(DeviceFault) -> any CaptureDevice {
    SteadyDevice(name: "alsa:default", amplitude: 0)
  }

  package static func devices() throws(DeviceFault) -> [InputDevice] {
    [
      InputDevice(
        input: "alsa:default", label: "Default", isMonitor: false, isDefault: true, rateHz: nil, channels: nil
      )
    ]
  }
}

/// Answers, and has nothing.
package enum EmptyALSA: DeviceBackend {
  package static let scheme = "alsa"
  package static let label = "ALSA"

  package static func open(_ device: String) throws(DeviceFault) -> any CaptureDevice {
    throw .gone(device: "alsa:default", reason: "there is no card")
  }

  package static func devices() throws(DeviceFault) -> [InputDevice] { [] }
}

/// A square wave without end, mono at 4 kHz.
private final class SteadyDevice: CaptureDevice {
  let name: String
  let format = AudioFormat(encoding: "float", rateHz: 4_000, channels: 1)
  private let amplitude: Float
  private let isInterrupted = Atomic<Bool>(false)

  init(name: String, amplitude: Float) {
    self.name = name
    self.amplitude = amplitude
  }

  func read(into samples: UnsafeMutablePointer<Float>, frames: Int) throws(DeviceFault) -> DeviceReading {
    if isInterrupted.load(ordering: .relaxed) { return .interrupted }
    for index in 0..<frames { samples[index] = index % 2 == 0 ? amplitude : -amplitude }
    return .frames(frames)
  }

  func interrupt() { isInterrupted.store(true, ordering: .relaxed) }
}
