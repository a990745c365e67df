/// The model's verdict on a whole stream.
public struct StreamSummary: Sendable, Equatable {
  public var affect: Affect
  public var quadrants: SIMD4<Float>
  public var emotions: SIMD16<Float>
  public var confidence: Float

  public init(affect: Affect, quadrants: SIMD4<Float>, emotions: SIMD16<Float>, confidence: Float) {
    self.affect = affect
    self.quadrants = quadrants
    self.emotions = emotions
    self.confidence = confidence
  }

  /// The most probable quadrant.
  public var quadrant: Quadrant { Quadrant(largestOf: quadrants) }
}

/// Time from the arrival of a hop's last sample to its estimate, in microseconds.
public struct LatencyPercentiles: Sendable, Equatable {
  public var p50: Int
  public var p99: Int
  public var max: Int

  public init(p50: Int, p99: Int, max: Int) {
    self.p50 = p50
    self.p99 = p99
    self.max = max
  }
}

/// What is known when a stream is over: the content of the `end` record.
public struct StreamEnd: Sendable, Equatable {
  /// Samples of the analysed signal, those of a last incomplete hop included.
  public var samples: Int64
  /// Rows analysed.
  public var hops: Int64
  /// Samples of the analysed signal that a live source lost.
  public var droppedSamples: Int64
  /// Estimates, and events that tell of no loss, that a live stream dropped because a sink was too slow.
  public var droppedEstimates: Int64
  /// Estimates that were not sent, being less sure than asked for; nil where all were to be.
  public var withheldEstimates: Int64?
  /// Overruns that the device reported.
  public var overruns: Int64
  /// Input samples that were NaN or infinite and were taken as 0.
  public var nonFiniteSamples: Int64
  /// Deviation of the device's clock from the monotonic one, in parts per million; nil off the wall clock.
  public var clockPpm: Double?
  /// nil off the wall clock.
  public var latency: LatencyPercentiles?
  /// nil where not one hop was heard.
  public var summary: StreamSummary?

  public init(
    samples: Int64, hops: Int64, droppedSamples: Int64 = 0, droppedEstimates: Int64 = 0,
    withheldEstimates: Int64? = nil, overruns: Int64 = 0,
    nonFiniteSamples: Int64 = 0, clockPpm: Double? = nil, latency: LatencyPercentiles? = nil,
    summary: StreamSummary?
  ) {
    self.samples = samples
    self.hops = hops
    self.droppedSamples = droppedSamples
    self.droppedEstimates = droppedEstimates
    self.withheldEstimates = withheldEstimates
    self.overruns = overruns
    self.nonFiniteSamples = nonFiniteSamples
    self.clockPpm = clockPpm
    self.latency = latency
    self.summary = summary
  }

  /// Seconds on the sample clock at the end.
  public var seconds: Double { AnalysisGrid.seconds(samples: samples) }
}
