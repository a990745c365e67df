package import MoodCore

/// One OSC address: what it carries, and how that is taken from an estimate.
package struct OSCAddress: Sendable {
  /// What an address takes its value from.
  package typealias Reading<Value> = @Sendable (_ estimate: EmotionEstimate, _ features: [Float]) -> Value

  /// The one argument of a message.
  package enum Argument: Sendable {
    /// A float, clamped to the range: some receivers wrap around beyond it.
    case float(ClosedRange<Float>, Reading<Float>)
    /// An integer in the range.
    case integer(ClosedRange<Int32>, Reading<Int32>)
    /// One of a few strings of one length, by its index.
    case word([String], Reading<Int>)
    /// The float 1, since some receivers know no `T`.
    case trigger
  }

  /// What stands before the address: `/moodring`, `/moodring/settled`.
  package let root: String
  /// The address behind that, by which it is known for both stages: `/valence01`.
  package let name: String
  package let meaning: String
  /// Unit of the values; `1` for a ratio.
  package let unit: String
  package let argument: Argument
  /// How the values of a float are shaped; nil where they are sent as they are.
  private(set) package var shaping: AddressShaping?

  package init(root: String, name: String, meaning: String, unit: String, argument: Argument) {
    self.root = root
    self.name = name
    self.meaning = meaning
    self.unit = unit
    self.argument = argument
  }

  /// What may be sent, for a float; nil for another argument.
  package var range: ClosedRange<Float>? {
    guard case .float(let range, _) = argument else { return nil }
    return shaping.map { AddressShaper($0, range: range).outputRange } ?? range
  }

  /// The address with the last of `shapings` that applies to it.
  func shaped(by shapings: [AddressShaping]) -> OSCAddress {
    guard case .float = argument else { return self }
    var address = self
    address.shaping = shapings.last { $0.applies(to: name) }.flatMap { $0.isIdentity ? nil : $0 }
    return address
  }

  /// The address at which the value stands that is shaped at this one.
  var raw: OSCAddress {
    OSCAddress(
      root: root, name: "/raw" + name, meaning: meaning + ", in its own range", unit: unit, argument: argument
    )
  }

  /// Whether it is one of `raw`.
  package var isRaw: Bool { name.hasPrefix("/raw/") }

  /// The whole address: `/moodring/valence01`.
  package var path: String { root + name }

  /// Whether a part of an address may contain `byte`: printable ASCII but what OSC 1.0 reserves for patterns.
  static func mayContain(_ byte: UInt8) -> Bool {
    (0x21...0x7e).contains(byte) && !reserved.contains(byte)
  }

  /// `name` as a part of an address, `_` in place of what an address must not contain.
  static func part(_ name: String) -> String {
    String(
      decoding: name.utf8.map { mayContain($0) && $0 != UInt8(ascii: "/") ? $0 : UInt8(ascii: "_") },
      as: UTF8.self)
  }

  private static let reserved = Set("#*,?[]{}".utf8)
}
