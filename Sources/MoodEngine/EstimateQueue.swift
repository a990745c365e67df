import MoodRealtime
import Synchronization

/// The way of estimates and events from the analysis thread to the emit thread: a ring of records.
package enum EstimateQueue {
  /// Both ends of a new queue.
  @frozen @usableFromInline
  package struct Ends: ~Copyable {
    package var producer: Producer
    package var consumer: Consumer
  }

  /// Allocates a queue for at least `count` records.
  package static func make(count: Int) -> Ends {
    let ring = RingBuffer.make(of: AnalysisRecord.self, count: count)
    return Ends(producer: Producer(ring.producer), consumer: Consumer(ring.consumer))
  }

  /// The analysis thread's end.
  package struct Producer: ~Copyable, @unchecked Sendable {
    private var ring: RingBuffer.Producer
    private let slot: UnsafeMutablePointer<AnalysisRecord>
    /// Places that what is perishable leaves free, so that losses are told even when an output is slow.
    private let eventReserve: Int
    /// Records that found no room.
    package private(set) var dropped: Int64 = 0

    fileprivate init(_ ring: consuming RingBuffer.Producer) {
      eventReserve = ring.capacity / 8
      self.ring = ring
      slot = .allocate(capacity: 1)
    }

    deinit { slot.deallocate() }

    /// Whether there is room for `count` records of any kind.
    @_noAllocation @_noLocks
    package mutating func hasRoom(for count: Int) -> Bool { hasFree(eventReserve + count) }

    /// Whether there is room for `count` records that are not perishable.
    @_noAllocation @_noLocks
    package mutating func hasReserve(for count: Int) -> Bool { hasFree(count) }

    @_noAllocation @_noLocks
    private mutating func hasFree(_ count: Int) -> Bool {
      if ring.free() >= count { return true }
      // Whoever is told that there is no room goes to sleep: see `Consumer.wasCrowded`.
      atomicMemoryFence(ordering: .sequentiallyConsistent)
      return ring.free() >= count
    }

    /// Hands one record over, or counts it as dropped where there is no room.
    @_noAllocation @_noLocks
    package mutating func push(_ record: AnalysisRecord) {
      if record.isPerishable, !hasRoom(for: 1) {
        dropped += 1
        return
      }
      slot.initialize(to: record)
      dropped += Int64(1 - ring.write(slot, count: 1))
    }

    /// Says that nothing more will come.
    @_noAllocation @_noLocks
    package borrowing func finish() { ring.finish() }
  }

  /// The emit thread's end.
  package struct Consumer: ~Copyable, @unchecked Sendable {
    private var ring: RingBuffer.Consumer
    private let slot: UnsafeMutablePointer<AnalysisRecord>

    fileprivate init(_ ring: consuming RingBuffer.Consumer) {
      self.ring = ring
      slot = .allocate(capacity: 1)
    }

    deinit { slot.deallocate() }

    /// Whether nothing will follow what waits now.
    package borrowing func isFinished() -> Bool { ring.isFinished() }

    /// Whether so many places were taken before the last record was that the other end may be waiting for room. To be
    /// asked after each `pop`.
    package mutating func wasCrowded() -> Bool {
      // Either this end sees what the other one wrote last, or the other one sees this end's `pop` and does not wait.
      atomicMemoryFence(ordering: .sequentiallyConsistent)
      return ring.available() >= ring.capacity / 2
    }

    /// The next record, or nil where none waits.
    package mutating func pop() -> AnalysisRecord? {
      ring.read(into: slot, count: 1) == 1 ? slot.pointee : nil
    }
  }
}
