import MoodCore

/// The records of one stream after another as lines of JSON: the one place where their keys and their order stand.
///
/// `Configs/Schemas/ndjson.schema.json` describes the same records to others. Every verb returns a whole line with its
/// newline, and counts it: `seq` is the number of records before it in its stream.
struct RecordEncoder {
  /// Counts the changes of the records that a reader could trip over.
  static let schemaVersion = 1

  private let selection: FieldSelection?
  private var writer = JSONWriter()
  private var stream: StreamDescription?
  private var fields = EstimateFields(of: ModelOutputs(affect: false, quadrants: false, emotions: []))
  private var nextSequence: Int64 = 0

  /// - Parameter selection: the fields of estimates that are written; nil for all.
  init(_ selection: FieldSelection? = nil) { self.selection = selection }

  /// - Throws: `.unknownField` where the stream lacks what is to be written.
  mutating func begin(_ stream: StreamDescription) throws(SinkError) -> [UInt8] {
    fields =
      try selection?.fields(of: stream) ?? EstimateFields(of: stream)
    self.stream = stream
    nextSequence = 0
    return beginAgain()
  }

  /// The record `begin` of the stream once more, for those who have not seen the first.
  mutating func beginAgain() -> [UInt8] {
    record("begin") { writer, stream in
      writer.integer("schema", Self.schemaVersion)
      writer.string("program", stream.program)
      writer.string("source", stream.source)
      writer.string("format", stream.format.description)
      writer.integer("rate", AnalysisGrid.sampleRateHz)
      writer.integer("hop", AnalysisGrid.hopSamples)
      writer.integer("frame", AnalysisGrid.frameSamples)
      writer.string("model", stream.model)
      writer.string("licence", stream.licence)
      if !stream.outputs.emotions.isEmpty { writer.strings("classes", stream.outputs.emotions) }
      if !stream.features.isEmpty { writer.strings("features", stream.features.map(\.name)) }
      writer.float("lookahead", Float(stream.lookaheadSeconds))
      writer.integer("stride", stream.stride)
      if let started = stream.started { writer.string("started", started) }
    }
  }

  /// Takes the last record back: the next one has its number.
  mutating func takeBack() { nextSequence -= 1 }

  /// - Parameter features: one value for each of the stream's features.
  mutating func estimate(_ estimate: EmotionEstimate, features: [Float]) -> [UInt8] {
    precondition(stream != nil, "a stream has no estimate before its begin")
    writer.line { [fields, nextSequence] writer in
      writer.member(EstimateKeys.type)
      writer.integer(EstimateKeys.seq, nextSequence)
      if let stream = fields.stream { writer.member(stream) }
      writer.millionths(EstimateKeys.t, AnalysisGrid.microseconds(samples: estimate.sampleTime))
      if fields.stage { writer.member(EstimateKeys.stages[Int(estimate.stage.rawValue)]) }
      if fields.latency { writer.float(EstimateKeys.latency, Float(estimate.latencySeconds)) }
      writer.heads(
        fields, affect: estimate.affect, quadrant: estimate.quadrant, quadrants: estimate.quadrants,
        emotions: estimate.emotions)
      if fields.confidence { writer.float(EstimateKeys.confidence, estimate.confidence) }
      if fields.loudness { writer.float(EstimateKeys.loudness, estimate.loudnessLUFS) }
      if fields.silent { writer.member(EstimateKeys.silent[estimate.isSilent ? 1 : 0]) }
      if !fields.features.isEmpty {
        writer.object(EstimateKeys.features) { writer in
          for feature in fields.features { writer.float(feature.key, features[feature.place]) }
        }
      }
    }
    nextSequence += 1
    return writer.bytes
  }

  /// What no estimate of the stream is longer than.
  var longestEstimateBytes: Int {
    // Of numbers that take the most digits there are, after ten years.
    let long: Float = -1.01465664e-23
    let time: Int64 = 10 * 366 * 86_400 * Int64(AnalysisGrid.sampleRateHz)
    var encoder = self
    encoder.nextSequence = time
    let features = [Float](repeating: long, count: stream?.features.count ?? 0)
    let estimate = EmotionEstimate(
      stage: .settled, sampleTime: time, latencySamples: 1, affect: Affect(valence: long, arousal: long),
      quadrants: SIMD4(repeating: long), emotions: SIMD16(repeating: long), confidence: long,
      loudnessLUFS: long, isSilent: false)
    return encoder.estimate(estimate, features: features).count
  }

  mutating func event(_ event: StreamEvent) -> [UInt8] {
    record("event") { writer, _ in
      writer.time(samples: event.sampleTime)
      writer.string("event", event.kind.name)
      switch event.kind {
      case .silenceStart, .silenceEnd, .reset, .reload: break
      case .quadrant(let quadrant, let previous):
        writer.string("quadrant", quadrant.name)
        writer.string("previous", previous.name)
      case .onset(let strength):
        writer.float("strength", strength)
      case .beat(let tempoBPM):
        writer.float("tempo", tempoBPM)
      case .dropped(let samples):
        writer.integer("samples", samples)
      case .gap(let samples, let cause):
        writer.integer("samples", samples)
        writer.string("cause", cause.name)
      }
    }
  }

  mutating func event(_ event: DeviceEvent) -> [UInt8] {
    record("event") { writer, _ in
      writer.time(samples: event.sampleTime)
      writer.string("event", event.change.kind.name)
      writer.string("source", event.change.source)
      writer.string("message", event.change.message)
    }
  }

  mutating func end(_ end: StreamEnd) -> [UInt8] {
    record("end") { writer, stream in
      writer.time(samples: end.samples)
      writer.integer("samples", end.samples)
      writer.integer("hops", end.hops)
      writer.integer("dropped", end.droppedSamples)
      writer.integer("droppedEstimates", end.droppedEstimates)
      if let withheld = end.withheldEstimates { writer.integer("withheldEstimates", withheld) }
      writer.integer("xruns", end.overruns)
      writer.integer("nonFinite", end.nonFiniteSamples)
      if let clockPpm = end.clockPpm { writer.float("clockPpm", Float(clockPpm)) }
      if let latency = end.latency {
        writer.object("latencyMicroseconds") { writer in
          writer.integer("p50", latency.p50)
          writer.integer("p99", latency.p99)
          writer.integer("max", latency.max)
        }
      }
      if let summary = end.summary {
        writer.object("summary") { writer in
          writer.heads(
            EstimateFields(of: stream.outputs), affect: summary.affect, quadrant: summary.quadrant,
            quadrants: summary.quadrants, emotions: summary.emotions)
          writer.float("confidence", summary.confidence)
        }
      }
    }
  }

  /// A line that starts as every record does.
  private mutating func record(
    _ type: String, _ members: (inout JSONWriter, StreamDescription) -> Void
  ) -> [UInt8] {
    guard let stream else { preconditionFailure("a stream has no record \(type) before its begin") }
    writer.line { writer in
      writer.string("type", type)
      writer.integer("seq", nextSequence)
      writer.string("stream", stream.name)
      members(&writer, stream)
    }
    nextSequence += 1
    return writer.bytes
  }
}

extension JSONWriter {
  /// `t`, the sample clock in seconds, rounded to the nearest millionth.
  fileprivate mutating func time(samples: Int64) {
    millionths("t", AnalysisGrid.microseconds(samples: samples))
  }

  /// What the model has an opinion on; the rest is absent.
  fileprivate mutating func heads(
    _ fields: EstimateFields, affect: Affect, quadrant: Quadrant, quadrants: SIMD4<Float>,
    emotions: SIMD16<Float>
  ) {
    if fields.valence { float(EstimateKeys.valence, affect.valence) }
    if fields.arousal { float(EstimateKeys.arousal, affect.arousal) }
    if fields.quadrant { member(EstimateKeys.quadrant[quadrant.rawValue - 1]) }
    if !fields.quadrants.isEmpty {
      object(EstimateKeys.quadrants) { writer in
        for member in fields.quadrants { writer.float(member.key, quadrants[member.place]) }
      }
    }
    if !fields.emotions.isEmpty {
      object(EstimateKeys.emotions) { writer in
        for member in fields.emotions { writer.float(member.key, emotions[member.place]) }
      }
    }
  }
}

/// What comes in every estimate, as it is written.
private enum EstimateKeys {
  static let type = JSONWriter.Member("type", "estimate")
  static let seq = JSONWriter.Key("seq")
  static let t = JSONWriter.Key("t")
  static let stages = EstimateStage.allCases.map { JSONWriter.Member("stage", $0.name) }
  static let latency = JSONWriter.Key("latency")
  static let valence = JSONWriter.Key("valence")
  static let arousal = JSONWriter.Key("arousal")
  static let quadrant = Quadrant.allCases.map { JSONWriter.Member("quadrant", $0.name) }
  static let quadrants = JSONWriter.Key("quadrants")
  static let emotions = JSONWriter.Key("emotions")
  static let confidence = JSONWriter.Key("confidence")
  static let loudness = JSONWriter.Key("loudness")
  static let silent = [false, true].map { JSONWriter.Member("silent", $0) }
  static let features = JSONWriter.Key("features")
}
