import MoodCore

/// Plays records to outputs as the emit thread plays what the analysis says.
///
/// What `begin` leaves open, which heads the model has, the first estimate tells: until then all is kept back.
package struct RecordPlayer {
  /// A stream that goes on without an estimate is played by what its beginning says.
  private static let mostKept = 4096

  private let sinks: SinkFanout
  /// The running stream, as the outputs know it once they were told.
  private var stream: StreamDescription?
  private var isTold = false
  private var kept: [Record] = []
  /// The latest moment that was told of, and estimates of the stage `now`, for a stream that breaks off.
  package private(set) var latestSample: Int64 = 0
  private var hops: Int64 = 0

  package init(_ sinks: SinkFanout) { self.sinks = sinks }

  /// Whether a stream has begun and not ended.
  package var isInStream: Bool { stream != nil }

  /// The moment of the stream's clock in which `record` was known; nil for one that has none, as `begin`.
  package static func knownAtSample(_ record: Record) -> Int64? {
    switch record {
    case .begin: nil
    case .estimate(let estimate, _, _): estimate.sampleTime + estimate.latencySamples
    case .event(let event): event.sampleTime
    case .device(let event): event.sampleTime
    case .end(let end, _): end.samples
    }
  }

  /// Plays a record.
  /// - Throws: `RecordFault` for an estimate that has other heads than those before it.
  package mutating func play(_ record: Record) throws(RecordFault) {
    switch record {
    case .begin(let description):
      finish()
      (stream, isTold, latestSample, hops) = (description, false, 0, 0)
    case .estimate(let estimate, _, let heads):
      if !isTold { tell(heads) }
      guard heads == stream?.outputs else {
        throw .wrong(
          field: "the record estimate", found: "with other values than those before it",
          expected: "the same in all of a stream")
      }
      latestSample = max(latestSample, estimate.sampleTime)
      if estimate.stage == .now { hops += 1 }
      deliver(record)
    case .event, .device:
      if let sample = Self.knownAtSample(record) { latestSample = max(latestSample, sample) }
      if !isTold, kept.count == Self.mostKept { tell(stream?.outputs) }
      if isTold { deliver(record) } else { kept.append(record) }
    case .end(_, let heads):
      if !isTold { tell(heads ?? stream?.outputs) }
      deliver(record)
      stream = nil
    }
  }

  /// Ends a stream that has no end of its own, with what is known of it.
  package mutating func finish() {
    guard stream != nil else { return }
    if !isTold { tell(stream?.outputs) }
    sinks.finish(StreamEnd(samples: latestSample, hops: hops, summary: nil))
    stream = nil
  }

  private mutating func tell(_ heads: ModelOutputs?) {
    guard var description = stream else { return }
    if let heads { description.outputs = heads }
    stream = description
    isTold = true
    sinks.begin(description)
    for record in kept { deliver(record) }
    kept = []
  }

  private func deliver(_ record: Record) {
    switch record {
    case .begin: break
    case .estimate(let estimate, let features, _): sinks.emit(estimate, features: features)
    case .event(let event): sinks.emit(event)
    case .device(let event): sinks.emit(event)
    case .end(let end, _): sinks.finish(end)
    }
  }
}
