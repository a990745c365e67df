import MoodRealtime

/// Doubles that are allocated once and owned by one place: what must add up exactly, or be small against large numbers.
///
/// The memory is aligned to a cache line, starts as zeros and is given back when the buffer goes out of scope.
package struct DoubleBuffer: ~Copyable, @unchecked Sendable {
  /// Number of doubles.
  @usableFromInline package let count: Int
  /// The first of them. Not checked: who reads and writes here answers for the bounds.
  @usableFromInline package let base: UnsafeMutablePointer<Double>

  /// Allocates `count` zeros.
  package init(count: Int) {
    precondition(count > 0, "a buffer of \(count) doubles, expected at least 1")
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<Double>.stride, alignment: 64)
    MemoryLock.cover(memory, bytes: count * MemoryLayout<Double>.stride)
    self.count = count
    base = memory.bindMemory(to: Double.self, capacity: count)
    base.initialize(repeating: 0, count: count)
  }

  deinit { base.deallocate() }

  /// Sets every double to 0.
  @_noAllocation @_noLocks
  package mutating func clear() {
    for index in 0..<count { base[index] = 0 }
  }
}
