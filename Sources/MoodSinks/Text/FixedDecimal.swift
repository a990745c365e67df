/// Numbers for people, with so many places behind the point.
package enum FixedDecimal {
  /// What is larger is shown as that.
  private static let largest = 1e9

  /// A number that is not negative.
  package static func text(_ value: Double, places: Int) -> String {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((min(value, largest) * Double(scale)).rounded())
    guard places > 0 else { return "\(scaled)" }
    let fraction = String(scaled % scale)
    return "\(scaled / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
  }

  /// A number with its sign: `+0.31`.
  package static func signed(_ value: Float, places: Int) -> String {
    (value < 0 ? "-" : "+") + text(Double(value.magnitude), places: places)
  }
}
