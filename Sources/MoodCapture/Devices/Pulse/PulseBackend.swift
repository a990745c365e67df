/// PulseAudio, and PipeWire, which answers as PulseAudio does.
package enum PulseBackend: DeviceBackend {
  package static let scheme = "pulse"
  package static let label = "PulseAudio"

  /// Opens a source of the server that `PULSE_SERVER` names, or of the user's own.
  /// - Parameter device: a source's name; "" or "@default" for the default source and "@monitor" for what the default
  ///   sink plays, which are followed when the default moves.
  package static func open(_ device: String) throws(DeviceFault) -> any CaptureDevice {
    try open(device, server: nil, interruption: nil)
  }

  /// - Parameters:
  ///   - server: as `PULSE_SERVER` would name it.
  ///   - fragmentSeconds: how much the server sends at once.
  ///   - interruption: ends the waiting for the server.
  package static func open(
    _ device: String, server: String?, fragmentSeconds: Double? = nil, interruption: Interruption?
  ) throws(DeviceFault) -> any CaptureDevice {
    try PulseDevice(
      PulseChoice(device), server: server,
      fragmentSeconds: fragmentSeconds ?? PulseDevice.standardFragmentSeconds, interruption: interruption)
  }

  package static func devices() throws(DeviceFault) -> [InputDevice] { try devices(server: nil) }

  /// - Parameter server: as `PULSE_SERVER` would name it.
  package static func devices(server: String?) throws(DeviceFault) -> [InputDevice] {
    let connection = try PulseConnection(server: server, interruption: nil)
    let standard = try connection.defaults().source
    return try connection.sources().map { source in
      InputDevice(
        input: input(source.name), label: source.label, isMonitor: source.isMonitor,
        isDefault: source.name == standard, rateHz: Int(source.specification.rate),
        channels: Int(source.specification.channels))
    }
  }

  /// A source as `--input` names it.
  static func input(_ source: String) -> String { "\(scheme):\(source)" }
}
