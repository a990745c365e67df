/// The part of a rise in which the curve climbs in earnest: MIRtoolbox's attack phase (`mironsets`, `Derivate`).
///
/// From the lowest to the highest point, cut where the curve first stops climbing once it has a fifth of the way up
/// behind it, the attack goes from the first step that is more than a tenth of the steepest to the last that is more
/// than a fifth of it: from the beginning of the one to the end of the other (MIRtoolbox, whose steps are short, takes
/// the points within). Where a curve falls back on its first fifth, steps that begin above the steepest one's end or end
/// below the beginning do not count, so that an attack always climbs.
struct AttackPhase: BitwiseCopyable {
  /// Where the first of the steps begins.
  var start: Int
  /// Where the last of them ends.
  var end: Int

  /// The attack among `count` values of a curve; nil if their highest is their first. O(count).
  @_noAllocation @_noLocks
  init?(of curve: UnsafePointer<Float>, count: Int) {
    var peak = 0
    for place in 1..<max(count, 1) where curve[place] > curve[peak] { peak = place }
    guard peak > 0 else { return nil }
    var bottom = 0
    for place in 1..<peak where curve[place] <= curve[bottom] { bottom = place }
    let fifth = curve[bottom] + (curve[peak] - curve[bottom]) / 5
    var top = bottom + 1
    while top < peak && !(curve[top] > fifth && curve[top + 1] <= curve[top]) { top += 1 }
    var steepest = bottom
    var steepness = curve[bottom + 1] - curve[bottom]
    for place in bottom + 1..<top where curve[place + 1] - curve[place] > steepness {
      steepest = place
      steepness = curve[place + 1] - curve[place]
    }
    start = steepest
    for place in bottom..<steepest
    where curve[place + 1] - curve[place] > steepness / 10 && curve[place] < curve[steepest + 1] {
      start = place
      break
    }
    end = steepest + 1
    for place in (steepest + 1..<max(top, steepest + 1)).reversed()
    where curve[place + 1] - curve[place] > steepness / 5 && curve[place + 1] > curve[start] {
      end = place + 1
      break
    }
  }
}
