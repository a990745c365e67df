/// What is computed of a column over a window of time.
package enum Statistic: String, Sendable, CaseIterable {
  case mean
  /// The standard deviation of the rows in the window (divided by their number).
  case deviation = "std"
  /// The slope of the line that fits the rows in the window best (least squares), a second being the unit of time.
  case slope
  case minimum = "min"
  case maximum = "max"

  /// The unit of its values if the column's is `unit`.
  func unit(of unit: String) -> String {
    switch self {
    case .mean, .deviation, .minimum, .maximum: unit
    case .slope: unit.hasSuffix("/s") ? unit + "2" : unit + "/s"
    }
  }

  /// Where its values can lie if the column's lie in `range`.
  func range(of range: ClosedRange<Float>) -> ClosedRange<Float> {
    let width = range.upperBound - range.lowerBound
    switch self {
    case .mean, .minimum, .maximum: return range
    // Popoviciu: half the values at one end, half at the other.
    case .deviation: return 0...width / 2
    // The line through two rows at either end; through more rows it is never as steep.
    case .slope:
      let steepest = width * SlidingMoments.rowsPerSecond
      return -steepest...steepest
    }
  }
}
