/// A short name for a text, the same everywhere and another for another text (FNV-1a, 64 bits): no defence against
/// somebody who looks for two texts of one name.
package enum Fingerprint {
  /// Sixteen hexadecimal digits. O(bytes).
  package static func hexadecimal(of text: String) -> String {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
