import MoodCapture
import MoodConfiguration

/// The inputs of all backends, for people and for programs.
struct DeviceTable {
  let listings: [BackendListing]

  /// A heading and the inputs of each backend; one line for a backend that has none.
  var text: String {
    let rows = listings.flatMap(\.devices).map(Self.row)
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return listings.map { listing in
      if let fault = listing.fault { return "\(listing.label): \(fault)\n" }
      if listing.devices.isEmpty { return "\(listing.label): no inputs\n" }
      let lines = listing.devices.map { device in
        let row = Self.row(of: device)
        let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        return "  \(cells.joined(separator: "  "))  \(Self.shown(device.label))\n"
      }
      return "\(listing.label)\n" + lines.joined()
    }.joined()
  }

  /// `{"devices":[{"backend":"pulse","input":"pulse:…",…}],"faults":[{"backend":"jack","says":"…"}]}`; what is not known
  /// is absent.
  var json: JSONTree {
    let devices = listings.flatMap { listing in
      listing.devices.map { device in
        var members: [String: JSONTree] = [
          "backend": .text(listing.scheme), "input": .text(device.input), "label": .text(device.label),
          "monitor": .boolean(device.isMonitor), "default": .boolean(device.isDefault),
        ]
        members["rate"] = device.rateHz.map { .number(Double($0)) }
        members["channels"] = device.channels.map { .number(Double($0)) }
        return JSONTree.object(members)
      }
    }
    let faults = listings.compactMap { listing in
      listing.fault.map { JSONTree.object(["backend": .text(listing.scheme), "says": .text("\($0)")]) }
    }
    return .object(["devices": .list(devices), "faults": .list(faults)])
  }

  /// What `--input` takes, what it is, and its form.
  private static func row(of device: InputDevice) -> [String] {
    let form = [
      device.rateHz.map { "\($0) Hz" }, device.channels.map { $0 == 1 ? "1 channel" : "\($0) channels" },
    ].compactMap(\.self)
    return [
      shown(device.input), (device.isDefault ? "default " : "") + (device.isMonitor ? "monitor" : "input"),
      form.joined(separator: ", "),
    ]
  }

  /// What a server calls its devices, on one line.
  private static func shown(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }
}
