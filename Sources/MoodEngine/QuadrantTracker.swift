import MoodCore

/// Notices a change of the most probable quadrant once the new one has lasted.
struct QuadrantTracker {
  /// Hops in a row that a quadrant must lead before it counts: one second.
  private let dwellHops = 43

  private var current: Quadrant?
  private var candidate = Quadrant.q1
  private var candidateHops = 0

  @_noAllocation @_noLocks
  init() {}

  /// The event of this hop, or nil. The first quadrant that lasts is no change.
  @_noAllocation @_noLocks
  mutating func advance(_ leading: Quadrant) -> StreamEvent.Kind? {
    if leading == candidate {
      candidateHops += 1
    } else {
      candidate = leading
      candidateHops = 1
    }
    guard candidateHops == dwellHops, candidate != current else { return nil }
    let previous = current
    current = candidate
    guard let previous else { return nil }
    return .quadrant(candidate, previous: previous)
  }
}
