package import MoodCore
package import MoodSinks

/// Puts a sink through all that the engine may ask of it; throws what the sink throws, which is to be nothing.
///
/// A stream without estimates, models of every shape, both stages, every event, values at the ends of their ranges and
/// beyond, and one stream after another through the same sink.
package func checkEmotionSink(_ open: () throws -> any EmotionSink) throws {
  let sink = try open()
  try sink.begin(HandMadeStream.description())
  try sink.finish(HandMadeStream.emptyEnd)
  try sink.settle()
  for (index, outputs) in HandMadeStream.allShapes.enumerated() {
    let features = index % 2 == 0 ? [] : HandMadeStream.features
    let values = index % 2 == 0 ? [] : HandMadeStream.featureValues
    try sink.begin(HandMadeStream.description(outputs, features: features))
    for hop in 1...100 as ClosedRange<Int64> {
      for stage in EstimateStage.allCases {
        try sink.emit(HandMadeStream.estimate(stage, hop: hop), features: values)
      }
      try sink.advance(to: (hop + 1) * Int64(AnalysisGrid.hopSamples))
    }
    for estimate in extremes(after: 100) { try sink.emit(estimate, features: values) }
    for event in HandMadeStream.events { try sink.emit(event) }
    for event in HandMadeStream.deviceEvents { try sink.emit(event) }
    try sink.finish(HandMadeStream.liveEnd)
    try sink.settle()
  }
  _ = try open()
}

/// Estimates of which every value lies at an end of its range or outside.
private func extremes(after hop: Int64) -> [EmotionEstimate] {
  let values: [Float] = [0, -0.0, 1, -1, 1.5, -1.5, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
  return values.enumerated().map { index, value in
    EmotionEstimate(
      stage: .now, sampleTime: (hop + 100 * Int64(index + 1)) * Int64(AnalysisGrid.hopSamples),
      latencySamples: 0, affect: Affect(valence: value, arousal: -value), quadrants: SIMD4(repeating: value),
      emotions: SIMD16(repeating: value), confidence: value, loudnessLUFS: value, isSilent: true)
  }
}

extension EmotionSink {
  /// Takes an estimate of a stream that sends no features.
  package func emit(_ estimate: EmotionEstimate) throws { try emit(estimate, features: []) }
}

extension SinkFanout {
  /// Takes an estimate of a stream that sends no features.
  package func emit(_ estimate: EmotionEstimate) { emit(estimate, features: []) }
}
