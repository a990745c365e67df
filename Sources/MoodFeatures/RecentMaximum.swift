import MoodDSP
import MoodRealtime

/// The largest of the last values of a stream, none of them negative.
///
/// It is taken anew every time, by vectors: O(values), but for 10 s of rows no dearer than a search that remembers.
struct RecentMaximum: ~Copyable, Sendable {
  private let count: Int
  /// Zeros where there was no value yet, and at the end up to whole vectors.
  private var values: SampleBuffer
  private var position = 0

  /// Allocates a window of `count` values.
  init(count: Int) {
    self.count = count
    values = SampleBuffer(count: (count + 7) & ~7)
  }

  /// Takes the next value in and gives the largest.
  @_noAllocation @_noLocks
  mutating func append(_ value: Float) -> Float {
    values.base[position] = value
    position = position + 1 == count ? 0 : position + 1
    var largest = SIMD8<Float>.zero
    for index in stride(from: 0, to: values.count, by: 8) {
      let eight = UnsafeRawPointer(values.base + index).loadUnaligned(as: SIMD8<Float>.self)
      largest.replace(with: eight, where: eight .> largest)
    }
    return largest.horizontalMaximum
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  mutating func reset() {
    values.fill(0)
    position = 0
  }
}
