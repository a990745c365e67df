internal import CALSA
internal import Glibc

/// The sound cards of this machine, and what the configuration of ALSA makes of them.
package enum ALSABackend: DeviceBackend {
  package static let scheme = "alsa"
  package static let label = "ALSA"

  package static func open(_ device: String) throws(DeviceFault) -> any CaptureDevice {
    try open(device, configuration: nil)
  }

  /// - Parameters:
  ///   - configuration: read as an asoundrc is, in place of the machine's configuration.
  ///   - periodSeconds: how much the device hands over at once; a hop where nothing is said.
  package static func open(
    _ device: String, configuration: String?, periodSeconds: Double? = nil
  ) throws(DeviceFault) -> any CaptureDevice {
    try load()
    let device = device.isEmpty ? "default" : device
    let name = "\(scheme):\(device)"
    let pcm: LibraryPCM
    do throws(PCMFailure) { pcm = try LibraryPCM(device, configuration: configuration) } catch {
      // The library says ENOENT of a name that it does not know, and of a card that is not there.
      guard [ENOENT, ENODEV, ENXIO].contains(error.number) else { throw DeviceFault(error, device: name) }
      let reason = mr_alsa_card_count() == 0 ? noCard : "ALSA knows no device of this name"
      throw .gone(device: name, reason: reason)
    }
    return try ALSADevice(name: name, pcm: pcm, periodSeconds: periodSeconds)
  }

  /// The inputs that the configuration names; what only converts for another one is left out.
  package static func devices() throws(DeviceFault) -> [InputDevice] {
    try load()
    var hints: [ALSAHint] = []
    let result = withUnsafeMutablePointer(to: &hints) { mr_alsa_list(collect, $0) }
    if result < 0 { throw DeviceFault(PCMFailure(number: -result), device: label) }
    let devices = hints.compactMap(\.input)
    if devices.isEmpty && mr_alsa_card_count() == 0 {
      throw .gone(device: "\(scheme):default", reason: noCard)
    }
    return devices
  }

  private static let noCard = "this machine has no sound card"

  private static func load() throws(DeviceFault) {
    if let message = mr_alsa_load() { throw BackendLibrary.alsa.fault(String(cString: message)) }
  }
}

/// A PCM as the configuration of ALSA describes it.
struct ALSAHint: Equatable {
  /// What plays only, converts for another PCM, or reaches a server that has a backend of its own.
  private static let others: Set<String> = [
    "null", "lavrate", "samplerate", "speexrate", "speex", "jack", "pulse", "pipewire", "oss", "upmix",
    "vdownmix",
    "usbstream", "dmix", "front", "rear", "center_lfe", "side", "surround21", "surround40", "surround41",
    "surround50", "surround51", "surround71", "iec958", "spdif", "hdmi", "modem", "phoneline",
  ]

  var name: String
  var description: String?
  /// "Input", "Output", or nil where it does both.
  var direction: String?

  /// The input that `moodring devices` lists; nil where it is none.
  var input: InputDevice? {
    let kind = name.prefix { $0 != ":" }
    if direction == "Output" || Self.others.contains(String(kind)) { return nil }
    let lines = (description ?? name).split(separator: "\n")
    return InputDevice(
      input: "\(ALSABackend.scheme):\(name)", label: lines.joined(separator: ", "),
      // The card that plays back into itself what other programs play.
      isMonitor: name.contains("CARD=Loopback"), isDefault: name == "default", rateHz: nil, channels: nil)
  }
}

// A free function, since C calls it.
private func collect(
  _ name: UnsafePointer<CChar>?, _ description: UnsafePointer<CChar>?, _ direction: UnsafePointer<CChar>?,
  _ context: UnsafeMutableRawPointer?
) {
  guard let name, let hints = context?.assumingMemoryBound(to: [ALSAHint].self) else { return }
  hints.pointee.append(
    ALSAHint(
      name: String(cString: name), description: description.map { String(cString: $0) },
      direction: direction.map { String(cString: $0) }))
}
