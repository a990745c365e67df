package import MoodCore
import MoodRealtime
import Synchronization

/// The way of estimates and events from the analysis thread to the emit thread: a ring of records, and beside it one of
/// the feature values that go with the estimates.
package enum EstimateQueue {
  /// Both ends of a new queue.
  @frozen @usableFromInline
  package struct Ends: ~Copyable {
    package var producer: Producer
    package var consumer: Consumer
  }

  /// Allocates a queue for at least `count` records.
  /// - Parameter features: values that go with every estimate.
  package static func make(count: Int, features: Int = 0) -> Ends {
    let ring = RingBuffer.make(of: AnalysisRecord.self, count: count)
    let capacity = ring.producer.capacity
    // Whoever takes a record takes its values a moment later: by then one more may have been written.
    let rows = RingBuffer.make(of: Float.self, count: max(1, (capacity + 1) * features))
    return Ends(
      producer: Producer(ring.producer, rows: rows.producer, features: features),
      consumer: Consumer(ring.consumer, rows: rows.consumer, features: features))
  }

  /// The analysis thread's end.
  package struct Producer: ~Copyable, @unchecked Sendable {
    private var ring: RingBuffer.Producer
    private var rows: RingBuffer.Producer
    private let features: Int
    private let slot: UnsafeMutablePointer<AnalysisRecord>
    /// Places that what is perishable leaves free, so that losses are told even when an output is slow.
    private let eventReserve: Int
    /// Records that found no room.
    package private(set) var dropped: Int64 = 0

    fileprivate init(
      _ ring: consuming RingBuffer.Producer, rows: consuming RingBuffer.Producer, features: Int
    ) {
      eventReserve = ring.capacity / 8
      self.ring = ring
      self.rows = rows
      self.features = features
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

    /// Hands an estimate over with the feature values of its moment, or counts it as dropped where there is no room.
    /// - Parameter row: as many values as the queue was made for.
    @_noAllocation @_noLocks
    package mutating func push(_ estimate: EmotionEstimate, row: UnsafePointer<Float>) {
      guard hasRoom(for: 1) else {
        dropped += 1
        return
      }
      // Both or neither: values would be taken for those of another record.
      if features > 0 { _ = rows.write(row, count: features) }
      write(.estimate(estimate))
    }

    /// Hands one record over, or counts it as dropped where there is no room.
    @_noAllocation @_noLocks
    package mutating func push(_ record: AnalysisRecord) {
      if record.isPerishable, !hasRoom(for: 1) {
        dropped += 1
        return
      }
      write(record)
    }

    @_noAllocation @_noLocks
    private mutating func write(_ record: AnalysisRecord) {
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
    private var rows: RingBuffer.Consumer
    private let slot: UnsafeMutablePointer<AnalysisRecord>
    /// The feature values that go with the estimate that was taken last.
    package private(set) var features: [Float]

    fileprivate init(
      _ ring: consuming RingBuffer.Consumer, rows: consuming RingBuffer.Consumer, features: Int
    ) {
      self.ring = ring
      self.rows = rows
      self.features = Array(repeating: 0, count: features)
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
      guard ring.read(into: slot, count: 1) == 1 else { return nil }
      if case .estimate = slot.pointee, !features.isEmpty {
        // They were written before their record: whoever sees it sees them.
        _ = rows.read(into: &features, count: features.count)
      }
      return slot.pointee
    }
  }
}
