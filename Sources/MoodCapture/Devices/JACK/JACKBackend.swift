/// The ports of a JACK server.
package enum JACKBackend: DeviceBackend {
  package static let scheme = "jack"
  package static let label = "JACK"

  package static func open(_ device: String) throws(DeviceFault) -> any CaptureDevice {
    try open(device, server: nil)
  }

  /// - Parameter server: the server's name; nil for the one that the user's environment names.
  package static func open(_ device: String, server: String?) throws(DeviceFault) -> any CaptureDevice {
    try JACKDevice(device, client: JACKClient(server: server))
  }

  package static func devices() throws(DeviceFault) -> [InputDevice] { try devices(server: nil) }

  /// All physical inputs together, which are the default, and then each port by itself.
  package static func devices(server: String?) throws(DeviceFault) -> [InputDevice] {
    let client = try JACKClient(server: server)
    return devices(client.ports(), rateHz: client.rateHz)
  }

  static func devices(_ ports: [JACKPort], rateHz: Int) -> [InputDevice] {
    let each = ports.map { port in
      InputDevice(
        input: "\(scheme):\(port.name)", label: port.name, isMonitor: !port.isPhysical, isDefault: false,
        rateHz: rateHz, channels: 1)
    }
    let physical = ports.filter(\.isPhysical).count
    if physical == 0 { return each }
    let all = InputDevice(
      input: "\(scheme):", label: "all physical inputs", isMonitor: false, isDefault: true, rateHz: rateHz,
      channels: physical)
    return [all] + each
  }
}
