package import MoodCore

/// A stream that no model made: its values are written down here and in the goldens.
package enum HandMadeStream {
  package static let outputs = ModelOutputs(
    affect: true, quadrants: true, emotions: ["amazement", "joyful_activation"])

  /// Outputs of every shape that a model may have.
  package static let allShapes: [ModelOutputs] = [
    outputs,
    ModelOutputs(affect: true, quadrants: false, emotions: []),
    ModelOutputs(affect: false, quadrants: true, emotions: []),
    ModelOutputs(affect: false, quadrants: false, emotions: ["calm"]),
    ModelOutputs(
      affect: true, quadrants: true, emotions: (1...EmotionEstimate.maximumEmotions).map { "emotion \($0)" }),
    ModelOutputs(affect: false, quadrants: false, emotions: []),
  ]

  /// Columns that are sent besides, one of a bounded range and one without bounds.
  package static let features = [
    FeatureColumn("rms", unit: "1", range: 0...1, reference: "a paper"),
    FeatureColumn("slope_db", unit: "dB", range: (-.infinity)...(.infinity), reference: "a program"),
  ]
  package static let featureValues: [Float] = [0.25, -12.5]

  package static func description(
    _ outputs: ModelOutputs = outputs, name: String = "main", features: [FeatureColumn] = [],
    started: String? = nil
  ) -> StreamDescription {
    StreamDescription(
      name: name, program: "moodring 0.1.0", source: "demo",
      format: AudioFormat(encoding: "s16le", rateHz: 48_000, channels: 2), model: "music",
      licence: "CC BY 4.0", outputs: outputs, features: features,
      lookaheadSeconds: AnalysisGrid.seconds(hops: 48), stride: 8,
      started: started)
  }

  /// The estimate of row `hop`, counted from 1; settled ones describe that row too.
  package static func estimate(_ stage: EstimateStage = .now, hop: Int64 = 41) -> EmotionEstimate {
    var emotions = SIMD16<Float>.zero
    emotions[0] = 0.12
    emotions[1] = 0.5
    return EmotionEstimate(
      stage: stage, sampleTime: hop * Int64(AnalysisGrid.hopSamples),
      latencySamples: stage == .now ? 0 : 48 * Int64(AnalysisGrid.hopSamples),
      affect: Affect(valence: 0.31, arousal: -0.2), quadrants: SIMD4(0.21, 0.08, 0.2, 0.51),
      emotions: emotions, confidence: 0.62, loudnessLUFS: -23.1, isSilent: false)
  }

  package static let events: [StreamEvent] = [
    StreamEvent(.silenceStart, sampleTime: 687_960),
    StreamEvent(.silenceEnd, sampleTime: 688_128),
    StreamEvent(.quadrant(.q4, previous: .q1), sampleTime: 688_640),
    StreamEvent(.dropped(samples: 4096), sampleTime: 689_152),
    StreamEvent(.onset(strength: 0.45), sampleTime: 688_777),
    StreamEvent(.beat(tempoBPM: 119.8), sampleTime: 689_400),
    StreamEvent(.gap(samples: 66_150, .lost), sampleTime: 689_664),
    StreamEvent(.reset, sampleTime: 755_814),
  ]

  package static let deviceEvents: [DeviceEvent] = [
    DeviceEvent(
      DeviceChange(.lost, source: "pulse:mixer", message: "pulse:mixer is gone: \"removed\""),
      sampleTime: 689_664),
    DeviceEvent(
      DeviceChange(.back, source: "pulse:mixer", message: "pulse:mixer is heard again"), sampleTime: 755_814),
    DeviceEvent(
      DeviceChange(.moved, source: "pulse:headset", message: "pulse:headset is heard now"),
      sampleTime: 756_000
    ),
  ]

  /// The end of a stream from a device.
  package static let liveEnd = StreamEnd(
    samples: 1_323_661, hops: 2585, droppedSamples: 4096, droppedEstimates: 3, overruns: 1,
    nonFiniteSamples: 2, clockPpm: -12.5, latency: LatencyPercentiles(p50: 31, p99: 60, max: 210),
    summary: summary)

  /// The end of a stream in which not one hop was heard.
  package static let emptyEnd = StreamEnd(samples: 100, hops: 0, summary: nil)

  package static var summary: StreamSummary {
    let estimate = estimate()
    return StreamSummary(
      affect: estimate.affect, quadrants: estimate.quadrants, emotions: estimate.emotions,
      confidence: estimate.confidence)
  }
}
