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
