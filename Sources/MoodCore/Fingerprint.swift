/// A stable hash of texts in their order, the same on every machine (FNV-1a, 64 bits). It tells things apart that differ
/// by accident, not things that somebody has made alike.
package struct Fingerprint: Sendable {
  /// The fingerprint as a number.
  package private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  package init() {}

  /// Takes another text in. O(its bytes).
  package mutating func add(_ text: String) {
    for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
  }

  /// Sixteen hexadecimal digits.
  package var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
