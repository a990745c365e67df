/// What is computed of a column over a window of time.
package enum Statistic: String, Sendable, CaseIterable {
  case mean
  /// The standard deviation of the rows in the window (divided by their number).
  case deviation = "std"

  /// Where its values can lie if the column's lie in `range`.
  func range(of range: ClosedRange<Float>) -> ClosedRange<Float> {
    switch self {
    case .mean: range
    // Popoviciu: half the values at one end, half at the other.
    case .deviation: 0...(range.upperBound - range.lowerBound) / 2
    }
  }
}
