package import MoodCore

/// A device that is open: one connection to one server or card, which lasts until it fails or is interrupted.
///
/// `DeviceSource` opens devices one after another and makes a stream of them that goes on through failures. One thread
/// reads; `interrupt` may come from any.
package protocol CaptureDevice: AnyObject, Sendable {
  /// What is heard, as `--input` would name it: "pulse:alsa_input.usb-mixer".
  var name: String { get }

  /// The form in which `read` delivers, as it was agreed with the device.
  var format: AudioFormat { get }

  /// Waits for audio and writes up to `frames` interleaved frames of nominal range −1…1 to `samples`.
  ///
  /// Never waits much longer than a second: a device from which nothing comes for that long is said to be silent
  /// (`.nothing`), and it is the caller who loses patience with it.
  func read(into samples: UnsafeMutablePointer<Float>, frames: Int) throws(DeviceFault) -> DeviceReading

  /// Makes a read in progress return soon and all later ones say `.interrupted`. Any thread.
  func interrupt()
}

/// What one read of a device has come to.
package enum DeviceReading: Sendable, Equatable {
  /// So many frames, at least 1.
  case frames(Int)
  /// So many frames, at least 1, that the device took while nobody fetched them are gone: an overrun, a suspended
  /// machine, a server that ran over. They would have come before those of the next read.
  case lost(frames: Int64, OverrunCause)
  /// What comes next is heard from another source of this name, without a gap: the default source has moved.
  case moved(to: String)
  /// Nothing came for about a second.
  case nothing
  /// `interrupt` was called.
  case interrupted
}

/// Why a device lost frames.
package enum OverrunCause: Sendable, Equatable {
  case overrun
  case suspended
}

/// Why a device cannot be opened or has failed, in facts.
package enum DeviceFault: Error, Sendable, Equatable {
  /// There is no such device, or not any more: it was unplugged, removed, or its server ended.
  case gone(device: String, reason: String)
  /// The server does not answer, or is not installed.
  case serverUnavailable(server: String, reason: String)
  /// The library that reaches the device is not installed; `package` is what Debian calls it.
  case libraryMissing(library: String, package: String)
  case permissionDenied(device: String)
  /// Another program holds it.
  case busy(device: String)
  /// What it offers cannot be used: 0 Hz, 0 channels, no known sample format.
  case unusable(device: String, found: String)
  case failed(device: String, reason: String)
}

/// An input that can be listened to, as `moodring devices` lists it.
package struct InputDevice: Sendable, Equatable, Codable {
  /// What `--input` takes: "pulse:alsa_input.usb-mixer".
  package var input: String
  /// What people call it.
  package var label: String
  /// Whether it is what another program plays, rather than a microphone or a line.
  package var isMonitor: Bool
  package var isDefault: Bool
  /// nil where the device says so only once it is open.
  package var rateHz: Int?
  package var channels: Int?

  package init(
    input: String, label: String, isMonitor: Bool, isDefault: Bool, rateHz: Int?, channels: Int?
  ) {
    self.input = input
    self.label = label
    self.isMonitor = isMonitor
    self.isDefault = isDefault
    self.rateHz = rateHz
    self.channels = channels
  }
}

/// A way to reach devices: ALSA, a PulseAudio server, a JACK server.
package protocol DeviceBackend: Sendable {
  /// As `--input` begins, and what people call it: "pulse", "PulseAudio".
  static var scheme: String { get }
  static var label: String { get }

  /// Opens the device of this name, the backend's own without its scheme; "" for its default.
  static func open(_ device: String) throws(DeviceFault) -> any CaptureDevice

  /// All inputs, in the backend's order.
  static func devices() throws(DeviceFault) -> [InputDevice]
}
