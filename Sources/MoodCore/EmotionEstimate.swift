/// Which of its two opinions of a moment the network gives.
public enum EstimateStage: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// At once, knowing nothing of what follows.
  case now
  /// After the model's lookahead.
  case settled

  public var name: String {
    switch self {
    case .now: "now"
    case .settled: "settled"
    }
  }
}

/// What one hop feels like, in a form that crosses threads by plain copy.
///
/// Which fields mean anything is fixed for a whole stream by `StreamDescription.outputs`: a model has no opinion on
/// what it was not trained for.
@frozen
public struct EmotionEstimate: Sendable, Equatable, BitwiseCopyable {
  /// Most named emotions a model may have.
  public static let maximumEmotions = 16

  public var stage: EstimateStage
  /// Whether the signal has been quiet long enough to count as silence.
  public var isSilent: Bool
  /// The quadrant that shaping holds on to although another leads; nil where the most probable one counts.
  public var heldQuadrant: Quadrant?
  /// The moment described: samples of the analysed signal since the start of the stream.
  public var sampleTime: Int64
  /// How many samples later this was known.
  public var latencySamples: Int64
  public var affect: Affect
  /// Probabilities of Q1…Q4; their sum is 1.
  public var quadrants: SIMD4<Float>
  /// One value 0…1 for each name of `StreamDescription.outputs.emotions`, in its order.
  public var emotions: SIMD16<Float>
  /// 0…1; low in the first seconds and in silence.
  public var confidence: Float
  /// Momentary loudness of the analysed signal in LUFS, floor −70.
  public var loudnessLUFS: Float

  @_noAllocation @_noLocks
  public init(
    stage: EstimateStage, sampleTime: Int64, latencySamples: Int64, affect: Affect, quadrants: SIMD4<Float>,
    emotions: SIMD16<Float>, confidence: Float, loudnessLUFS: Float, isSilent: Bool
  ) {
    self.stage = stage
    self.isSilent = isSilent
    self.sampleTime = sampleTime
    self.latencySamples = latencySamples
    self.affect = affect
    self.quadrants = quadrants
    self.emotions = emotions
    self.confidence = confidence
    self.loudnessLUFS = loudnessLUFS
  }

  /// Seconds on the sample clock of the moment described.
  public var seconds: Double { AnalysisGrid.seconds(samples: sampleTime) }
  /// Seconds between the moment described and the moment it was known.
  public var latencySeconds: Double { AnalysisGrid.seconds(samples: latencySamples) }
  /// The moment in which it was known, in samples of the analysed signal.
  public var knownAtSample: Int64 { sampleTime + latencySamples }
  /// The quadrant that counts: the most probable one, unless shaping holds another.
  public var quadrant: Quadrant { heldQuadrant ?? Quadrant(largestOf: quadrants) }
}
