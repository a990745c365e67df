package import MoodCore
package import MoodSinks

/// An output that is sent shaped estimates. Events pass as they are.
package final class ShapingSink: EmotionSink {
  private let sink: any EmotionSink
  /// One for each stage.
  private var shapers: [EstimateShaper]

  package init(_ sink: any EmotionSink, _ shaping: EstimateShaping) {
    self.sink = sink
    shapers = EstimateStage.allCases.map { _ in EstimateShaper(shaping) }
  }

  /// Shapes otherwise from the next estimate on, without a jump. The emit thread's, as all of a sink is.
  package func change(to shaping: EstimateShaping) {
    for stage in shapers.indices { shapers[stage].shaping = shaping }
  }

  package var remark: String? { sink.remark }

  package func begin(_ description: StreamDescription) throws {
    for stage in shapers.indices { shapers[stage].reset() }
    try sink.begin(description)
  }

  package func emit(_ estimate: EmotionEstimate, features: [Float]) throws {
    if let shaped = shapers[Int(estimate.stage.rawValue)].shape(estimate) {
      try sink.emit(shaped, features: features)
    } else {
      try sink.advance(to: estimate.knownAtSample)
    }
  }

  package func emit(_ event: StreamEvent) throws { try sink.emit(event) }

  package func emit(_ event: DeviceEvent) throws { try sink.emit(event) }

  package func advance(to sampleTime: Int64) throws { try sink.advance(to: sampleTime) }

  package func finish(_ end: StreamEnd) throws { try sink.finish(end) }

  package func settle() throws { try sink.settle() }

  package func abandon() { sink.abandon() }

  package var notices: [String] { sink.notices }
}
