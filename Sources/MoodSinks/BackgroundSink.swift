package import MoodCore
internal import MoodRealtime
internal import Synchronization

/// Writes on a thread of its own, so that an output whose reader is slow holds up no other.
///
/// Of a stream that keeps pace with the clock, what finds the queue full is lost and counted, in the record of the end too;
/// a stream that can wait does. An error comes to light with the next call.
package final class BackgroundSink: EmotionSink {
  private enum Item: Sendable {
    case begin(StreamDescription)
    case estimate(EmotionEstimate, features: [Float])
    case event(StreamEvent)
    case device(DeviceEvent)
    case advance(Int64)
    case finish(StreamEnd)
    case abandon
  }

  private struct State {
    var items: [Item] = []
    /// What ended the thread.
    var error: (any Error)?
  }

  /// What both threads touch; the sink itself is the worker's while a stream runs.
  private final class Queue: @unchecked Sendable {
    let sink: any EmotionSink
    let state = Mutex(State())
    /// There is something to write, and something was written.
    let (work, room) = (WakeSignal(), WakeSignal())

    init(_ sink: any EmotionSink) { self.sink = sink }
  }

  /// Records that wait at most: twelve seconds of all estimates.
  static let capacity = 1024

  private let queue: Queue
  private let mayLose: Bool
  private var worker: RealtimeThread?
  private var canLose = false
  private var lost: Int64 = 0
  private var lostOfAll: Int64 = 0

  /// - Parameter mayLose: whether a stream with a moment on the wall clock cannot wait; one that is replayed can.
  package init(_ sink: any EmotionSink, mayLose: Bool = true) {
    queue = Queue(sink)
    self.mayLose = mayLose
  }

  package var remark: String? { queue.sink.remark }

  package var notices: [String] {
    queue.sink.notices + (lostOfAll == 0 ? [] : ["\(lostOfAll) estimates were lost: a reader was too slow"])
  }

  package func begin(_ description: StreamDescription) throws {
    canLose = mayLose && description.started != nil
    lost = 0
    let queue = queue
    queue.state.withLock { $0 = State() }
    worker = RealtimeThread(name: "mr-output") { Self.run(queue) }
    try push(.begin(description))
  }

  package func emit(_ estimate: EmotionEstimate, features: [Float]) throws {
    try push(.estimate(estimate, features: features), mayBeLost: true)
  }

  package func emit(_ event: StreamEvent) throws {
    let mayBeLost =
      switch event.kind {
      case .onset, .beat: true
      // They are few, and whoever misses one takes the stream for another.
      case .silenceStart, .silenceEnd, .quadrant, .dropped, .gap, .reset, .reload: false
      }
    try push(.event(event), mayBeLost: mayBeLost)
  }

  package func emit(_ event: DeviceEvent) throws { try push(.device(event)) }

  package func advance(to sampleTime: Int64) throws { try push(.advance(sampleTime), mayBeLost: true) }

  package func finish(_ end: StreamEnd) throws {
    var end = end
    end.droppedEstimates += lost
    lostOfAll += lost
    try push(.finish(end))
  }

  package func settle() throws {
    worker?.join()
    worker = nil
    if let error = queue.state.withLock({ $0.error }) { throw error }
  }

  package func abandon() {
    lostOfAll += lost
    queue.state.withLock { $0.items.append(.abandon) }
    queue.work.signal()
    worker?.detach()
    worker = nil
  }

  private func push(_ item: Item, mayBeLost: Bool = false) throws {
    while true {
      let ticket = queue.room.ticket()
      let (isTaken, error) = queue.state.withLock { state -> (Bool, (any Error)?) in
        if let error = state.error { return (false, error) }
        // What may not be lost finds room always.
        guard state.items.count < Self.capacity || (canLose && !mayBeLost) else { return (false, nil) }
        state.items.append(item)
        return (true, nil)
      }
      if let error {
        worker?.join()
        worker = nil
        throw error
      }
      if isTaken { return queue.work.signal() }
      if canLose {
        if case .advance = item { return }
        lost += 1
        return
      }
      queue.room.wait(ticket)
    }
  }

  /// The body of the thread: until the end of the stream, or the first error.
  private static func run(_ queue: Queue) {
    while true {
      let ticket = queue.work.ticket()
      let items = queue.state.withLock { state in
        defer { state.items.removeAll() }
        return state.items
      }
      queue.room.signal()
      for item in items {
        do {
          if try write(item, to: queue.sink) { return }
        } catch {
          queue.state.withLock { $0.error = error }
          queue.room.signal()
          return
        }
      }
      if items.isEmpty { queue.work.wait(ticket) }
    }
  }

  /// - Returns: whether that was the end.
  private static func write(_ item: Item, to sink: any EmotionSink) throws -> Bool {
    switch item {
    case .begin(let description): try sink.begin(description)
    case .estimate(let estimate, let features): try sink.emit(estimate, features: features)
    case .event(let event): try sink.emit(event)
    case .device(let event): try sink.emit(event)
    case .advance(let sampleTime): try sink.advance(to: sampleTime)
    case .finish(let end):
      try sink.finish(end)
      return true
    case .abandon: return true
    }
    return false
  }
}
