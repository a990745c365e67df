/// Numbers for people, with so many places behind the point.
package enum FixedDecimal {
  /// What is larger is shown as that.
  private static let largest = 1e9

  /// A number; a negative one that is not rounded to 0 with `−` before it.
  package static func text(_ value: Double, places: Int) -> String {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((min(value.magnitude, largest) * Double(scale)).rounded())
    let sign = value < 0 && scaled > 0 ? "−" : ""
    guard places > 0 else { return "\(sign)\(scaled)" }
    let fraction = String(scaled % scale)
    return "\(sign)\(scaled / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
  }

  /// A number with its sign in ASCII: `+0.31`.
  package static func signed(_ value: Float, places: Int) -> String {
    (value < 0 ? "-" : "+") + text(Double(value.magnitude), places: places)
  }
}
