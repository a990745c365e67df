/// Numbers as options write them: ASCII digits, and one point where a fraction may be. The standard library alone would
/// take signs, exponents and `nan` too.
enum PlainNumber {
  /// A whole number above 0.
  static func positive<Number: FixedWidthInteger>(_ text: some StringProtocol) -> Number? {
    guard isDigits(text), let number = Number(text), number > 0 else { return nil }
    return number
  }

  /// A number of `range` with at most nine digits before and nine behind the point.
  static func decimal(_ text: String, in range: ClosedRange<Double>) -> Double? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.allSatisfy({ isDigits($0) && $0.utf8.count <= 9 }), let number = Double(text),
      range.contains(number)
    else { return nil }
    return number
  }

  private static func isDigits(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
