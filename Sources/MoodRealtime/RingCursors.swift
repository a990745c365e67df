import Synchronization

/// The shared positions of a single-producer, single-consumer ring.
///
/// Positions count elements since the start and never wrap; an index into the storage is a position masked by
/// `capacity − 1`. Each side publishes its own position with release order after it has touched the storage, and reads
/// the other's with acquire order (Lamport 1977). The two words lie 128 bytes apart, since processors fetch neighbouring
/// cache lines in pairs.
struct RingCursors: ~Copyable {
  /// 128 bytes that nobody touches.
  private struct Padding {
    private let words = (SIMD8<UInt64>.zero, SIMD8<UInt64>.zero)
  }

  /// Elements that fit: a power of two.
  let capacity: Int
  private let isFinished = Atomic<Bool>(false)
  private let owners = Atomic<Int>(2)
  private let paddingBeforeWritten = Padding()
  private let written = Atomic<Int>(0)
  private let paddingBeforeRead = Padding()
  private let read = Atomic<Int>(0)
  private let paddingAfterRead = Padding()

  init(capacity: Int) { self.capacity = capacity }

  /// The smallest power of two that is at least `count`.
  static func capacity(atLeast count: Int) -> Int {
    precondition(count > 0, "a ring needs room for at least one element")
    return count == 1 ? 1 : 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
  }

  // MARK: Producer

  /// Elements written so far, to the producer itself.
  @_noAllocation @_noLocks
  borrowing func writtenByMe() -> Int { written.load(ordering: .relaxed) }

  /// Elements the consumer is known to be done with.
  @_noAllocation @_noLocks
  borrowing func readByOther() -> Int { read.load(ordering: .acquiring) }

  /// Hands everything before `position` over, after the storage was written.
  @_noAllocation @_noLocks
  borrowing func publishWritten(_ position: Int) { written.store(position, ordering: .releasing) }

  @_noAllocation @_noLocks
  borrowing func finish() { isFinished.store(true, ordering: .releasing) }

  // MARK: Consumer

  /// Elements read so far, to the consumer itself.
  @_noAllocation @_noLocks
  borrowing func readByMe() -> Int { read.load(ordering: .relaxed) }

  /// Elements the producer is known to have handed over.
  @_noAllocation @_noLocks
  borrowing func writtenByOther() -> Int { written.load(ordering: .acquiring) }

  /// Gives everything before `position` back, after the storage was read.
  @_noAllocation @_noLocks
  borrowing func publishRead(_ position: Int) { read.store(position, ordering: .releasing) }

  @_noAllocation @_noLocks
  borrowing func hasFinished() -> Bool { isFinished.load(ordering: .acquiring) }

  // MARK: Both

  /// Lets go of one of the two ends; true for the last, which frees the ring.
  borrowing func releaseOwner() -> Bool {
    owners.subtract(1, ordering: .acquiringAndReleasing).newValue == 0
  }
}
