import MoodCore
import MoodRealtime

/// The analysis thread: takes samples from the ring hop by hop and sleeps on one signal when there is nothing to do.
final class AnalysisLoop: @unchecked Sendable {
  private var assembler: HopAssembler
  private let wake: WakeSignal
  private let emit: WakeSignal
  /// What was found; complete once the queue is finished.
  private(set) var result = AnalysisResult()

  /// - Parameters:
  ///   - wake: on which this loop sleeps; signalled when there are samples, and when the queue has room again.
  ///   - emit: signalled when there is something to emit.
  init(assembler: consuming HopAssembler, wake: WakeSignal, emit: WakeSignal) {
    self.assembler = assembler
    self.wake = wake
    self.emit = emit
  }

  /// The body of the thread.
  func run() {
    while true {
      let ticket = wake.ticket()
      let isLast = assembler.isInputFinished()
      switch assembler.drain() {
      case .advanced: continue
      case .needsRoom: wake.wait(ticket)
      case .idle:
        if isLast {
          finish()
          return
        }
        wake.wait(ticket)
      }
    }
  }

  private func finish() {
    while true {
      let ticket = wake.ticket()
      switch assembler.settle() {
      case .advanced: continue
      case .needsRoom: wake.wait(ticket)
      case .idle:
        result = assembler.result()
        assembler.finish()
        emit.signal()
        return
      }
    }
  }
}

/// What the analysis thread knows at the end.
struct AnalysisResult {
  var samples: Int64 = 0
  var hops: Int64 = 0
  var droppedEstimates: Int64 = 0
  var summary: StreamSummary?
  /// Microseconds from arrival to estimate; nil where arrivals were not noted.
  var latency: LatencyPercentiles?
}
