/// What stands behind `osc:`.
package struct OSCTarget: Sendable, Equatable {
  package var endpoint: Endpoint
  /// What all addresses begin with: `/moodring`, or empty.
  package var prefix: String
  package var pace: SinkPace
  package var mode: OSCMode
  /// The whole address of the vector in place of `PREFIX/vector`; nil where it is that.
  package var vectorAddress: String?
  /// What is sent again although nothing has changed.
  package var change: OSCChange
  /// Routers that a multicast datagram may pass, and one; 1…255.
  package var timeToLive: UInt8

  package static let standardPrefix = "/moodring"

  package init(
    _ endpoint: Endpoint, prefix: String = standardPrefix,
    pace: SinkPace = SinkPace(stages: .now, rate: .perSecond(thousandths: 30_000)),
    mode: OSCMode = .messages, vectorAddress: String? = nil, change: OSCChange = OSCChange(),
    timeToLive: UInt8 = 1
  ) {
    self.endpoint = endpoint
    self.prefix = prefix
    self.pace = pace
    self.mode = mode
    self.vectorAddress = vectorAddress
    self.change = change
    self.timeToLive = timeToLive
  }

  init(_ target: Substring, options text: Substring?) throws(SinkSpecificationError) {
    let authority = target.prefix { $0 != "/" }
    self.init(try Endpoint(authority, of: "osc"))
    if authority.endIndex < target.endIndex {
      prefix = try Self.prefix(target[authority.endIndex...])
    }
    var options = try SinkOptions(text, of: "osc")
    pace = try options.pace(default: pace)
    mode = try options.value(
      of: "mode", default: mode, expected: "messages, vector or bundle", reading: OSCMode.init(rawValue:))
    vectorAddress = try options.value(
      of: "address", expected: "an address such as /wek/inputs, \(Self.addressForm)",
      reading: { Self.isAddress($0[...]) ? $0 : nil })
    change.epsilon = Float(
      try options.value(
        of: "epsilon", default: 0, expected: "a number from 0 to 1",
        reading: { PlainNumber.decimal($0, in: 0...1) }))
    change.keepAliveSeconds = try options.seconds(of: "keepalive", default: 0)
    timeToLive = try options.timeToLive()
    try options.finish()
    if vectorAddress != nil, mode != .vector {
      throw .optionNeeds(output: "osc", option: "address", needed: "mode=vector")
    }
    if vectorAddress != nil, pace.stages == .both {
      throw .optionNeeds(output: "osc", option: "address", needed: "stage=now or stage=settled")
    }
  }

  private static let addressForm = "of at most 255 ASCII characters other than space and #*,?[]{}"

  /// Reads `/part/part`; a lone `/` means that addresses have no prefix.
  package static func prefix(_ text: Substring) throws(SinkSpecificationError) -> String {
    if text == "/" { return "" }
    guard isAddress(text) else {
      throw .malformed(
        output: "osc", found: String(text), expected: "a prefix such as /stage/left, \(addressForm)")
    }
    return String(text)
  }

  private static func isAddress(_ text: Substring) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return text.utf8.count <= 255 && parts.count > 1 && parts[0].isEmpty
      && parts.dropFirst().allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(OSCAddress.mayContain) }
  }
}

extension OSCTarget: CustomStringConvertible {
  package var description: String { "\(endpoint)\(prefix)" }
}
