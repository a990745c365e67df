/// The angle of a point in the upper half plane, without the C library.
package enum Arctangent {
  /// From 0 to π, for `y` not negative and not both 0; within 3·10⁻⁷. The polynomial of Cephes' atanf (Moshier).
  @_noAllocation @_noLocks
  package static func angle(x: Float, y: Float) -> Float {
    let (small, large) = (min(abs(x), y), max(abs(x), y))
    guard large > 0 else { return 0 }
    // tan(π/8): beyond it, atan t = π/4 + atan((t − 1) / (t + 1)).
    let isBeyond = small > 0.41421356 * large
    let t = isBeyond ? (small - large) / (small + large) : small / large
    let square = t * t
    var p: Float = 8.05374449538e-2
    p = p * square - 1.38776856032e-1
    p = p * square + 1.99777106478e-1
    p = p * square - 3.33329491539e-1
    var angle = p * square * t + t
    if isBeyond { angle += .pi / 4 }
    if y > abs(x) { angle = .pi / 2 - angle }
    return x < 0 ? .pi - angle : angle
  }
}
