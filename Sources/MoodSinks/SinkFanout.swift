package import MoodCore
internal import Synchronization

/// An output that failed, and why.
package struct SinkFailure {
  /// The output as it was asked for.
  package let name: String
  package let error: any Error
}

extension SinkFailure: CustomStringConvertible {
  package var description: String { "the output \(name) has ended: \(error)" }
}

/// All outputs of a run as one that never throws: an output that fails is left out from then on, and the others go on.
///
/// One thread at a time: the emit thread while there is one, and whoever reads what it has to tell afterwards.
package final class SinkFanout: @unchecked Sendable {
  private struct Output {
    let name: String
    let sink: any EmotionSink
    var isOpen = true
  }

  private var outputs: [Output]
  /// The stream that has begun and not ended.
  private var stream: StreamDescription?
  /// That of the last change; nil where there was none.
  package private(set) var minimumConfidence: Float?
  /// What outputs that were left out by a change had to tell.
  private var pastNotices: [String] = []
  /// Changes that were asked for, the first ones first.
  private let changes = Mutex<[OutputChange]>([])
  private let hasChanges = Atomic<Bool>(false)
  private let onFailure: @Sendable (SinkFailure) -> Void
  /// The outputs that failed, in the order of their failures. One whose reader has gone is closed, not failed.
  package private(set) var failures: [SinkFailure] = []

  /// Takes opened sinks, each with its specification as a name for people.
  /// - Parameter onFailure: told of each failure when it happens, on the emit thread.
  package init(
    _ sinks: [(name: String, sink: any EmotionSink)],
    onFailure: @escaping @Sendable (SinkFailure) -> Void = { _ in }
  ) {
    self.onFailure = onFailure
    outputs = sinks.map { Output(name: $0.name, sink: $0.sink) }
  }

  /// Whether there were outputs and none is left: nobody hears any further estimate.
  package var allClosed: Bool { !outputs.isEmpty && outputs.allSatisfy { !$0.isOpen } }

  /// What the outputs lack as they are opened, in sentences.
  package var remarks: [String] { outputs.compactMap(\.sink.remark) }

  /// What the outputs have to tell of losses, in sentences.
  package var notices: [String] { pastNotices + outputs.flatMap(\.sink.notices) }

  /// Asks for other outputs; whoever emits takes them between two records. Any thread.
  package func post(_ change: OutputChange) {
    changes.withLock { $0.append(change) }
    hasChanges.store(true, ordering: .releasing)
  }

  /// Makes the changes that were asked for: all outputs so far are told of it, then those that have come begin.
  /// - Parameter sampleTime: the moment of the running stream.
  /// - Returns: the last change; nil where there was none.
  @discardableResult
  package func applyChanges(at sampleTime: Int64) -> OutputChange? {
    guard hasChanges.exchange(false, ordering: .acquiring) else { return nil }
    let due = changes.withLock { changes in
      defer { changes = [] }
      return changes
    }
    for change in due { apply(change, at: sampleTime) }
    return due.last
  }

  package func begin(_ description: StreamDescription) {
    stream = description
    forEachOpen { try $0.begin(description) }
  }

  package func emit(_ estimate: EmotionEstimate, features: [Float]) {
    forEachOpen { try $0.emit(estimate, features: features) }
  }

  package func emit(_ event: StreamEvent) {
    forEachOpen { try $0.emit(event) }
  }

  package func emit(_ event: DeviceEvent) {
    forEachOpen { try $0.emit(event) }
  }

  package func advance(to sampleTime: Int64) {
    forEachOpen { try $0.advance(to: sampleTime) }
  }

  package func finish(_ end: StreamEnd) {
    stream = nil
    forEachOpen { try $0.finish(end) }
    // No output waits for another's reader.
    forEachOpen { try $0.settle() }
  }

  private func apply(_ change: OutputChange, at sampleTime: Int64) {
    if stream != nil { emit(StreamEvent(.reload, sampleTime: sampleTime)) }
    let before = outputs
    var kept: Set<Int> = []
    outputs = change.outputs.map { output in
      switch output {
      case .kept(let place):
        kept.insert(place)
        change.adjust(before[place].sink)
        return before[place]
      case .opened(let name, let sink): return Output(name: name, sink: sink)
      }
    }
    for place in before.indices where !kept.contains(place) {
      if before[place].isOpen { before[place].sink.abandon() }
      pastNotices += before[place].sink.notices
    }
    minimumConfidence = change.minimumConfidence
    guard let stream else { return }
    for (index, output) in change.outputs.enumerated() {
      if case .opened = output { deliver(to: index) { try $0.begin(stream) } }
    }
  }

  private func forEachOpen(_ deliver: (any EmotionSink) throws -> Void) {
    for index in outputs.indices where outputs[index].isOpen { self.deliver(to: index, deliver) }
  }

  private func deliver(to index: Int, _ deliver: (any EmotionSink) throws -> Void) {
    do {
      try deliver(outputs[index].sink)
    } catch SinkError.closed {
      outputs[index].isOpen = false
    } catch {
      outputs[index].isOpen = false
      let failure = SinkFailure(name: outputs[index].name, error: error)
      failures.append(failure)
      onFailure(failure)
    }
  }
}
