/// The place of a peak between its samples.
enum ParabolicPeak {
  /// Where the parabola through three neighbouring values is highest, counted from the middle one: −½ to ½; 0 where it
  /// has no highest place.
  @_noAllocation @_noLocks
  static func offset(_ left: Float, _ middle: Float, _ right: Float) -> Float {
    let curvature = left - 2 * middle + right
    guard curvature < 0 else { return 0 }
    return max(-0.5, min(0.5, (left - right) / (2 * curvature)))
  }
}
