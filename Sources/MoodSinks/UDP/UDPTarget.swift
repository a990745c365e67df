/// What stands behind `udp:`.
package struct UDPTarget: Sendable, Equatable {
  package var endpoint: Endpoint
  package var pace: SinkPace
  /// The fields of estimates that are sent; nil for all.
  package var fields: FieldSelection?
  /// Routers that a multicast datagram may pass, and one; 1…255.
  package var timeToLive: UInt8 = 1
  /// Whether estimates are shaped as for lights.
  package var isShaped = false

  package init(_ endpoint: Endpoint, pace: SinkPace = .standard) {
    self.endpoint = endpoint
    self.pace = pace
  }

  init(_ target: Substring, options text: Substring?) throws(SinkSpecificationError) {
    self.init(try Endpoint(target, of: "udp"))
    var options = try SinkOptions(text, of: "udp")
    pace = try options.pace(default: pace)
    fields = try options.fields()
    timeToLive = try options.timeToLive()
    isShaped = try options.isShaped()
    try options.finish()
  }
}

extension UDPTarget: CustomStringConvertible {
  package var description: String { endpoint.description }
}
