import MoodRealtime
import MoodVector

/// How far the onset strength of a row stands above its mean over that row and the 16 before it, 0.39 s: what is left
/// of it where a steady noise keeps it high.
///
/// The mean is summed anew every time, so nothing drifts.
struct OnsetContrast: ~Copyable, Sendable {
  private static var rows: Int {
    @_noAllocation @_noLocks
    get { 17 }
  }

  private var recent = SampleBuffer(count: OnsetContrast.rows)
  private var count = 0
  private var position = 0

  /// Takes the strength of a row in, and gives what it is above the mean of the rows so far; in its unit, dB.
  @_noAllocation @_noLocks
  mutating func advance(_ strength: Float) -> Float {
    recent[position] = strength
    position = position + 1 == Self.rows ? 0 : position + 1
    count = min(count + 1, Self.rows)
    return strength - VectorMath.sum(recent.base, count: count) / Float(count)
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  mutating func reset() {
    count = 0
    position = 0
  }
}
