package import MoodCore

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
  package var notices: [String] { outputs.flatMap(\.sink.notices) }

  package func begin(_ description: StreamDescription) {
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
    forEachOpen { try $0.finish(end) }
  }

  private func forEachOpen(_ deliver: (any EmotionSink) throws -> Void) {
    for index in outputs.indices where outputs[index].isOpen {
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
}
