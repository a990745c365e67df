/// A host and a port, as an output names them.
package struct Endpoint: Sendable, Equatable {
  /// A numeric address or a name, IPv6 without its brackets.
  package var host: String
  /// 1…65535.
  package var port: UInt16

  package init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Reads `HOST:PORT`, an IPv6 address in brackets.
  /// - Parameter output: the output that was given it.
  init(_ text: Substring, of output: String) throws(SinkSpecificationError) {
    func malformed(_ found: Substring, _ expected: String) -> SinkSpecificationError {
      .malformed(output: output, found: String(found), expected: expected)
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
    guard let port: UInt16 = PlainNumber.positive(digits) else {
      throw malformed(digits, "a port from 1 to 65535")
    }
    self.init(host: String(host), port: port)
  }
}

extension Endpoint: CustomStringConvertible {
  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
