internal import Glibc
internal import MoodCore

/// Which ports `jack:PORT` means.
enum JACKPortChoice {
  /// The port of that full name; else those that the extended regular expression matches; all physical ones for "".
  /// - Parameter device: what faults call it.
  static func ports(
    _ text: String, among ports: [JACKPort], device: String
  ) throws(DeviceFault) -> [String] {
    let chosen: [JACKPort]
    if text.isEmpty {
      chosen = ports.filter(\.isPhysical)
      if chosen.isEmpty { throw .gone(device: device, reason: "the JACK server has no physical input") }
    } else if let port = ports.first(where: { $0.name == text }) {
      chosen = [port]
    } else {
      chosen = try matches(text, among: ports, device: device)
      if chosen.isEmpty {
        throw .gone(device: device, reason: "the JACK server has no output port that matches \"\(text)\"")
      }
    }
    guard AudioFormat.channelRange.contains(chosen.count) else {
      throw .unusable(device: device, found: counted(chosen.count, "port"))
    }
    return chosen.map(\.name)
  }

  private static func matches(
    _ text: String, among ports: [JACKPort], device: String
  ) throws(DeviceFault) -> [JACKPort] {
    var expression = regex_t()
    let failure = regcomp(&expression, text, REG_EXTENDED)
    guard failure == 0 else {
      var reason = [CChar](repeating: 0, count: 128)
      regerror(failure, &expression, &reason, reason.count)
      let length = reason.firstIndex(of: 0) ?? reason.count
      let sentence = String(decoding: reason.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
      throw .gone(
        device: device, reason: "no port has that name, and it is no regular expression: \(sentence)")
    }
    defer { regfree(&expression) }
    return ports.filter { regexec(&expression, $0.name, 0, nil, 0) == 0 }
  }
}
