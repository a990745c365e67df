import CRealtime

/// A lock-free ring between exactly one writing and one reading thread, for elements that may be copied as bytes.
///
/// The two ends are noncopyable, so a second writer or a second reader does not compile. Whichever end goes last frees
/// the memory. Neither end allocates, locks or waits after `make`. Elements are raw so that one ring serves samples,
/// estimates and marks: generic code could not promise the hop that it neither allocates nor locks.
///
/// `make prove` searches all states of a model of this ring (Tests/Models/ring.pml): who changes one changes both.
package enum RingBuffer {
  /// Both ends of a new ring.
  @frozen @usableFromInline
  package struct Ends: ~Copyable {
    package var producer: Producer
    package var consumer: Consumer
  }

  /// Allocates a ring for at least `count` elements (rounded up to a power of two) of `Element`'s stride.
  package static func make<Element: BitwiseCopyable>(of element: Element.Type, count: Int) -> Ends {
    let bytes = MemoryLayout<Element>.stride
    let capacity = RingCursors.capacity(atLeast: count)
    let storage = UnsafeMutableRawPointer.allocate(byteCount: capacity * bytes, alignment: 128)
    MemoryLock.cover(storage, bytes: capacity * bytes)
    storage.initializeMemory(as: UInt8.self, repeating: 0, count: capacity * bytes)
    let cursors = UnsafeMutablePointer<RingCursors>.allocate(capacity: 1)
    cursors.initialize(to: RingCursors(capacity: capacity))
    MemoryLock.cover(cursors, bytes: MemoryLayout<RingCursors>.stride)
    return Ends(
      producer: Producer(storage: storage, cursors: cursors, elementBytes: bytes),
      consumer: Consumer(storage: storage, cursors: cursors, elementBytes: bytes))
  }

  /// The writing end. May move to another thread; one at a time uses it.
  package struct Producer: ~Copyable, @unchecked Sendable {
    fileprivate let storage: UnsafeMutableRawPointer
    fileprivate let cursors: UnsafeMutablePointer<RingCursors>
    fileprivate let elementBytes: Int
    /// The consumer's position when last looked at: looking less often keeps its cache line with the consumer
    /// (Lee, Bu and Chandranmenon 2010).
    private var readSeen = 0

    fileprivate init(
      storage: UnsafeMutableRawPointer, cursors: UnsafeMutablePointer<RingCursors>, elementBytes: Int
    ) {
      self.storage = storage
      self.cursors = cursors
      self.elementBytes = elementBytes
    }

    deinit { RingBuffer.release(storage, cursors) }

    /// Elements the ring holds when full.
    package var capacity: Int { cursors.pointee.capacity }

    /// Places that are free now; more may be a moment later.
    @_noAllocation @_noLocks
    package mutating func free() -> Int {
      readSeen = cursors.pointee.readByOther()
      return cursors.pointee.capacity - (cursors.pointee.writtenByMe() - readSeen)
    }

    /// Copies as many of `count` elements as fit and says how many that were. O(count).
    @_noAllocation @_noLocks
    package mutating func write(_ elements: UnsafeRawPointer, count: Int) -> Int {
      let capacity = cursors.pointee.capacity
      let position = cursors.pointee.writtenByMe()
      if capacity - (position - readSeen) < count { readSeen = cursors.pointee.readByOther() }
      let accepted = min(count, capacity - (position - readSeen))
      let start = position & (capacity - 1)
      let first = min(accepted, capacity - start)
      mr_copy_bytes(storage + start * elementBytes, elements, first * elementBytes)
      mr_copy_bytes(storage, elements + first * elementBytes, (accepted - first) * elementBytes)
      cursors.pointee.publishWritten(position + accepted)
      return accepted
    }

    /// Says that nothing more will come.
    @_noAllocation @_noLocks
    package borrowing func finish() { cursors.pointee.finish() }
  }

  /// The reading end. May move to another thread; one at a time uses it.
  package struct Consumer: ~Copyable, @unchecked Sendable {
    fileprivate let storage: UnsafeMutableRawPointer
    fileprivate let cursors: UnsafeMutablePointer<RingCursors>
    fileprivate let elementBytes: Int
    /// The producer's position when last looked at.
    private var writtenSeen = 0

    fileprivate init(
      storage: UnsafeMutableRawPointer, cursors: UnsafeMutablePointer<RingCursors>, elementBytes: Int
    ) {
      self.storage = storage
      self.cursors = cursors
      self.elementBytes = elementBytes
    }

    deinit { RingBuffer.release(storage, cursors) }

    /// Elements the ring holds when full.
    package var capacity: Int { cursors.pointee.capacity }

    /// Whether the producer has finished. Everything it wrote before is visible to a reader that saw true.
    @_noAllocation @_noLocks
    package borrowing func isFinished() -> Bool { cursors.pointee.hasFinished() }

    /// Elements that wait now; more may a moment later.
    @_noAllocation @_noLocks
    package mutating func available() -> Int {
      writtenSeen = cursors.pointee.writtenByOther()
      return writtenSeen - cursors.pointee.readByMe()
    }

    /// Copies up to `count` waiting elements and says how many that were. O(count).
    @_noAllocation @_noLocks
    package mutating func read(into elements: UnsafeMutableRawPointer, count: Int) -> Int {
      let capacity = cursors.pointee.capacity
      let position = cursors.pointee.readByMe()
      if writtenSeen - position < count { writtenSeen = cursors.pointee.writtenByOther() }
      let taken = min(count, writtenSeen - position)
      let start = position & (capacity - 1)
      let first = min(taken, capacity - start)
      mr_copy_bytes(elements, storage + start * elementBytes, first * elementBytes)
      mr_copy_bytes(elements + first * elementBytes, storage, (taken - first) * elementBytes)
      cursors.pointee.publishRead(position + taken)
      return taken
    }
  }

  private static func release(
    _ storage: UnsafeMutableRawPointer, _ cursors: UnsafeMutablePointer<RingCursors>
  ) {
    guard cursors.pointee.releaseOwner() else { return }
    cursors.deinitialize(count: 1)
    cursors.deallocate()
    storage.deallocate()
  }
}
