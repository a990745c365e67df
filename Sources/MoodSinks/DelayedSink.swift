import MoodCore

/// Passes on what it is given after so much of the sample clock, to line up with what else takes time: lights, video,
/// loudspeakers far away.
///
/// The clock is the latest moment that an estimate was known. What is still kept when the stream ends leaves before its
/// end, so nothing is lost, and the order stays.
final class DelayedSink: EmotionSink {
  private enum Item {
    case estimate(EmotionEstimate, features: [Float])
    case event(StreamEvent)
    case device(DeviceEvent)
  }

  private let sink: any EmotionSink
  private let delaySamples: Int64
  /// What is kept, with the time from which on it may leave, which never falls.
  private var kept: [(due: Int64, item: Item)] = []
  /// How many of `kept` have left.
  private var passed = 0
  private var clock: Int64 = 0

  init(_ sink: any EmotionSink, delaySamples: Int64) {
    self.sink = sink
    self.delaySamples = delaySamples
  }

  var remark: String? { sink.remark }

  var notices: [String] { sink.notices }

  func begin(_ description: StreamDescription) throws {
    kept.removeAll(keepingCapacity: true)
    (passed, clock) = (0, 0)
    try sink.begin(description)
  }

  func emit(_ estimate: EmotionEstimate, features: [Float]) throws {
    clock = max(clock, estimate.knownAtSample)
    keep(.estimate(estimate, features: features))
    try release(until: clock)
  }

  func emit(_ event: StreamEvent) throws {
    keep(.event(event))
    try release(until: clock)
  }

  func emit(_ event: DeviceEvent) throws {
    keep(.device(event))
    try release(until: clock)
  }

  func advance(to sampleTime: Int64) throws {
    clock = max(clock, sampleTime)
    try release(until: clock)
    try sink.advance(to: max(0, clock - delaySamples))
  }

  func finish(_ end: StreamEnd) throws {
    try release(until: .max)
    try sink.finish(end)
  }

  func settle() throws { try sink.settle() }

  func abandon() {
    // An output that fails now has nobody left to tell.
    try? release(until: .max)
    sink.abandon()
  }

  private func keep(_ item: Item) { kept.append((clock + delaySamples, item)) }

  private func release(until time: Int64) throws {
    while passed < kept.count, kept[passed].due <= time {
      let item = kept[passed].item
      passed += 1
      switch item {
      case .estimate(let estimate, let features): try sink.emit(estimate, features: features)
      case .event(let event): try sink.emit(event)
      case .device(let event): try sink.emit(event)
      }
    }
    if passed > kept.count / 2 {
      kept.removeFirst(passed)
      passed = 0
    }
  }
}
