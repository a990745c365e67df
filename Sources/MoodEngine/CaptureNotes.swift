import MoodCore
import MoodRealtime

/// The marks of the capture thread: what could not be noted at once is kept, in its order, until there is room.
struct CaptureNotes: ~Copyable {
  private var ring: RingBuffer.Producer
  private var waiting: [CaptureMark.Note] = []
  /// Samples that found no room since the last note.
  private var dropped: Int64 = 0
  /// Where the analysis's hops end, by what it was told.
  private var grid = HopGrid()

  init(_ ring: consuming RingBuffer.Producer) {
    self.ring = ring
    waiting.reserveCapacity(16)
  }

  /// Whether something happened of which the analysis does not know yet.
  var isEmpty: Bool { waiting.isEmpty && dropped == 0 }

  /// Samples were handed to the analysis.
  /// - Returns: whether a hop became whole by them.
  mutating func hear(samples: Int) -> Bool { grid.hear(samples: samples) }

  mutating func drop(samples: Int) { dropped += Int64(samples) }

  mutating func add(_ note: CaptureMark.Note) {
    keepDropped()
    waiting.append(note)
  }

  /// Hands over what waits; false where there is no room for all of it.
  /// - Parameter position: of the samples written so far, the count.
  mutating func send(position: Int64) -> Bool {
    keepDropped()
    while let note = waiting.first {
      guard write(CaptureMark(position: position, note: note)) else { return false }
      waiting.removeFirst()
    }
    return true
  }

  /// The same, and then the present time for the samples that follow.
  mutating func sendWithArrival(position: Int64) -> Bool {
    send(position: position)
      && write(
        CaptureMark(position: position, note: .arrival(nanoseconds: MonotonicClock.nanoseconds())))
  }

  private mutating func keepDropped() {
    guard dropped > 0 else { return }
    if case .dropped(let samples) = waiting.last {
      waiting[waiting.count - 1] = .dropped(samples: samples + dropped)
    } else {
      waiting.append(.dropped(samples: dropped))
    }
    dropped = 0
  }

  private mutating func write(_ mark: CaptureMark) -> Bool {
    var copy = mark
    guard ring.write(&copy, count: 1) == 1 else { return false }
    switch mark.note {
    case .arrival, .device: break
    case .dropped(let samples), .gap(let samples, _): grid.miss(samples: samples)
    }
    return true
  }
}
