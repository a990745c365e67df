import MoodCore
import MoodRealtime
import MoodSinks

/// The emit thread: takes records from the queue and gives each to all sinks. May allocate, block and fail; what it
/// does never holds up the analysis of a live stream.
final class EmitLoop: @unchecked Sendable {
  private var records: EstimateQueue.Consumer
  private let news: DeviceNews
  private let sinks: SinkFanout
  private let wake: WakeSignal
  private let analysis: WakeSignal
  private var minimumConfidence: Float
  /// Whether some estimates were to be withheld, at any time.
  private(set) var mayWithhold: Bool
  /// The latest moment that a record has told of.
  private var latestSample: Int64 = 0
  /// Estimates that were less sure than asked for; complete once the loop has ended.
  private(set) var withheldEstimates: Int64 = 0
  private let end: @Sendable (_ withheldEstimates: Int64?) -> StreamEnd
  private let deviceChanged: @Sendable (DeviceChange) -> Void
  private let everySinkClosed: @Sendable () -> Void

  /// - Parameters:
  ///   - news: has the words of what happened to a device.
  ///   - wake: on which this loop sleeps.
  ///   - analysis: signalled when the queue has room again.
  ///   - minimumConfidence: of an estimate that is passed on.
  ///   - end: called once the queue is finished.
  ///   - deviceChanged: called with what the sinks have been told of the device.
  ///   - everySinkClosed: called when nobody listens any more.
  init(
    records: consuming EstimateQueue.Consumer, news: DeviceNews, sinks: SinkFanout,
    wake: WakeSignal,
    analysis: WakeSignal, minimumConfidence: Float,
    end: @escaping @Sendable (_ withheldEstimates: Int64?) -> StreamEnd,
    deviceChanged: @escaping @Sendable (DeviceChange) -> Void,
    everySinkClosed: @escaping @Sendable () -> Void
  ) {
    self.records = records
    self.news = news
    self.sinks = sinks
    self.wake = wake
    self.analysis = analysis
    self.minimumConfidence = minimumConfidence
    mayWithhold = minimumConfidence > 0
    self.end = end
    self.deviceChanged = deviceChanged
    self.everySinkClosed = everySinkClosed
  }

  /// The body of the thread. `begin` has been written.
  func run() {
    while true {
      let ticket = wake.ticket()
      let isLast = records.isFinished()
      var count = 0
      change()
      while let record = records.pop() {
        switch record {
        case .estimate(let estimate):
          latestSample = max(latestSample, estimate.knownAtSample)
          if estimate.confidence < minimumConfidence {
            withheldEstimates += 1
            sinks.advance(to: estimate.knownAtSample)
          } else {
            sinks.emit(estimate, features: records.features)
          }
        case .event(let event): sinks.emit(event)
        case .device(let number, let sampleTime):
          if let change = news.take(number) {
            sinks.emit(DeviceEvent(change, sampleTime: sampleTime))
            deviceChanged(change)
          }
        }
        analysis.signal()
        count += 1
        change()
      }
      if sinks.allClosed { everySinkClosed() }
      if count > 0 { continue }
      if isLast {
        sinks.finish(end(mayWithhold ? withheldEstimates : nil))
        return
      }
      wake.wait(ticket)
    }
  }

  /// Takes other outputs, where some were asked for.
  private func change() {
    guard let change = sinks.applyChanges(at: latestSample) else { return }
    minimumConfidence = change.minimumConfidence
    mayWithhold = mayWithhold || minimumConfidence > 0
  }
}
