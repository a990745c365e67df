/// What stands behind `osc:`.
package struct OSCTarget: Sendable, Equatable {
  /// A numeric address or a name, IPv6 without its brackets.
  package var host: String
  /// 1…65535.
  package var port: UInt16
  /// What all addresses begin with: `/moodring`, or empty.
  package var prefix: String
  package var pace: SinkPace
  /// Routers that a multicast datagram may pass, and one; 1…255.
  package var timeToLive: UInt8

  package init(
    host: String, port: UInt16, prefix: String = "/moodring",
    pace: SinkPace = SinkPace(stages: .now, rate: .perSecond(thousandths: 30_000)), timeToLive: UInt8 = 1
  ) {
    self.host = host
    self.port = port
    self.prefix = prefix
    self.pace = pace
    self.timeToLive = timeToLive
  }

  init(_ target: Substring, options text: Substring?) throws(SinkSpecificationError) {
    let authority = target.prefix { $0 != "/" }
    let (host, port) = try Self.hostAndPort(authority)
    self.init(host: host, port: port)
    if authority.endIndex < target.endIndex {
      prefix = try Self.prefix(target[authority.endIndex...])
    }
    var options = try SinkOptions(text, of: "osc")
    pace = try options.pace(default: pace)
    timeToLive = try options.value(
      of: "ttl", default: timeToLive, expected: "a number from 1 to 255",
      reading: { Self.positive($0) })
    try options.require("mode", is: "messages", later: ["vector", "bundle"])
    try options.finish()
  }

  private static func hostAndPort(_ text: Substring) throws(SinkSpecificationError) -> (String, UInt16) {
    func malformed(_ found: Substring, _ expected: String) -> SinkSpecificationError {
      .malformed(output: "osc", found: String(found), expected: expected)
    }
    let form = "HOST:PORT, an IPv6 address in brackets"
    guard let colon = text.lastIndex(of: ":") else { throw malformed(text, form) }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      guard host.contains(":") else { throw malformed(text, "an IPv6 address in the brackets") }
    } else if host.contains(where: { ":[]".contains($0) }) {
      throw malformed(text, form)
    }
    guard !host.isEmpty, host.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
      throw malformed(text, form)
    }
    let digits = text[colon...].dropFirst()
    guard let port: UInt16 = positive(digits) else {
      throw malformed(digits, "a port from 1 to 65535")
    }
    return (String(host), port)
  }

  /// Checks `/part/part`; a lone `/` means that addresses have no prefix.
  private static func prefix(_ text: Substring) throws(SinkSpecificationError) -> String {
    if text == "/" { return "" }
    let parts = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard text.utf8.count <= 255,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(OSCAddress.mayContain) })
    else {
      throw .malformed(
        output: "osc", found: String(text),
        expected:
          "a prefix such as /stage/left, of at most 255 ASCII characters other than space and #*,?[]{}")
    }
    return String(text)
  }

  /// A number above 0 in plain ASCII digits.
  private static func positive<Number: FixedWidthInteger>(_ text: some StringProtocol) -> Number? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Number(text), number > 0 else {
      return nil
    }
    return number
  }
}

extension OSCTarget: CustomStringConvertible {
  package var description: String {
    let host = host.contains(":") ? "[\(host)]" : host
    return "\(host):\(port)\(prefix)"
  }
}
