internal import MoodCore

/// How the values of one OSC address become what its receiver wants: `/valence01?auto=60&range=0.2..0.8&curve=2`.
package struct AddressShaping: Sendable, Equatable {
  /// How a range follows what a value really covers.
  package struct AutoRange: Sendable, Equatable {
    /// Time constant with which the range draws in, in seconds.
    package var seconds: Double
    /// The narrowest range, as a share of that of the address: noise is not to be blown up.
    package var minimumSpan: Double

    package init(seconds: Double, minimumSpan: Double = AddressShaping.standardSpan) {
      self.seconds = seconds
      self.minimumSpan = minimumSpan
    }
  }

  /// What `span` is where nothing is said.
  package static let standardSpan = 0.2
  private static let curveRange: ClosedRange<Double> = 0.1...10
  private static let autoRange: ClosedRange<Double> = 1...3600
  private static let spanRange: ClosedRange<Double> = 0.01...1

  /// Behind the prefix and the stage: `/valence01`, or `/emotion/*` for all emotions.
  package var address: String
  /// What is sent for the ends of the address's range, the first for its lower one; nil for those ends themselves.
  package var output: (low: Float, high: Float)? {
    get { ends.map { ($0.x, $0.y) } }
    set { ends = newValue.map { SIMD2($0.low, $0.high) } }
  }
  private var ends: SIMD2<Float>?
  /// The power to which the share of the range is raised, 0.1…10; that of the distance from the middle for an address
  /// whose range has 0 in its middle.
  package var curve = 1.0
  package var auto: AutoRange?

  package init(_ address: String) { self.address = address }

  /// Reads `ADDRESS?option=value&…`.
  package init(text: String) throws(SinkSpecificationError) {
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.init(String(parts[0]))
    guard OSCAddressMap.canBeShaped(address) else {
      throw .malformed(
        output: "address", found: address,
        expected: "one of a float, such as \(OSCAddressMap.shapable(nearest: address)), without a prefix")
    }
    var options = try SinkOptions(parts.count == 2 ? parts[1] : nil, of: "address \(address)")
    ends = try options.value(
      of: "range", default: nil, expected: "two different numbers such as 0..0.5",
      reading: { Self.ends($0) })
    curve = try options.value(
      of: "curve", default: 1, expected: "a number from 0.1 to 10",
      reading: { Self.number($0, Self.curveRange) })
    let seconds = try options.value(
      of: "auto", default: nil, expected: "a number of seconds from 1 to 3600",
      reading: { Self.number($0, Self.autoRange) })
    let span = try options.value(
      of: "span", default: nil, expected: "a number from 0.01 to 1",
      reading: { Self.number($0, Self.spanRange) })
    try options.finish()
    if let seconds {
      auto = AutoRange(seconds: seconds, minimumSpan: span ?? Self.standardSpan)
    } else if span != nil {
      throw .malformed(output: "address \(address)", found: "span", expected: "auto beside it")
    }
  }

  /// Whether it is about `address`, which stands there without prefix and stage.
  package func applies(to address: some StringProtocol) -> Bool {
    guard self.address.hasSuffix("/*") else { return self.address == address }
    return address.hasPrefix(self.address.dropLast())
  }

  /// Whether nothing is changed.
  var isIdentity: Bool { ends == nil && curve == 1 && auto == nil }

  private static func ends(_ text: String) -> SIMD2<Float>? {
    guard let dots = text.firstRange(of: "..") else { return nil }
    let low = number(text[..<dots.lowerBound], -1e6...1e6).map { Float($0) }
    let high = number(text[dots.upperBound...], -1e6...1e6).map { Float($0) }
    guard let low, let high, low != high else { return nil }
    return SIMD2(low, high)
  }

  /// A decimal number, with or without a sign and a point.
  private static func number(_ text: some StringProtocol, _ range: ClosedRange<Double>) -> Double? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2d || $0 == 0x2e }),
      let number = Double(String(text)), range.contains(number)
    else { return nil }
    return number
  }
}
