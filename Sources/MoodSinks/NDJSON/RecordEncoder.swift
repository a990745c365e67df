import MoodCore

/// The records of one stream after another as lines of JSON: the one place where their keys and their order stand.
///
/// `Configs/Schemas/ndjson.schema.json` describes the same records to others. Every verb returns a whole line with its
/// newline, and counts it: `seq` is the number of records before it in its stream.
struct RecordEncoder {
  /// Counts the changes of the records that a reader could trip over.
  static let schemaVersion = 1

  private var writer = JSONWriter()
  private var stream: StreamDescription?
  private var nextSequence: Int64 = 0

  mutating func begin(_ stream: StreamDescription) -> [UInt8] {
    self.stream = stream
    nextSequence = 0
    return record("begin") { writer, _ in
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
      writer.float("lookahead", Float(stream.lookaheadSeconds))
      writer.integer("stride", stream.stride)
      if let started = stream.started { writer.string("started", started) }
    }
  }

  mutating func estimate(_ estimate: EmotionEstimate) -> [UInt8] {
    record("estimate") { writer, outputs in
      writer.time(samples: estimate.sampleTime)
      writer.string("stage", estimate.stage.name)
      writer.float("latency", Float(estimate.latencySeconds))
      writer.heads(
        of: outputs, affect: estimate.affect, quadrants: estimate.quadrants, emotions: estimate.emotions)
      writer.float("confidence", estimate.confidence)
      writer.float("loudness", estimate.loudnessLUFS)
      writer.boolean("silent", estimate.isSilent)
    }
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
    record("end") { writer, outputs in
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
            of: outputs, affect: summary.affect, quadrants: summary.quadrants, emotions: summary.emotions)
          writer.float("confidence", summary.confidence)
        }
      }
    }
  }

  /// A line that starts as every record does.
  private mutating func record(
    _ type: String, _ members: (inout JSONWriter, ModelOutputs) -> Void
  ) -> [UInt8] {
    guard let stream else { preconditionFailure("a stream has no record \(type) before its begin") }
    writer.line { writer in
      writer.string("type", type)
      writer.integer("seq", nextSequence)
      writer.string("stream", stream.name)
      members(&writer, stream.outputs)
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
    of outputs: ModelOutputs, affect: Affect, quadrants: SIMD4<Float>, emotions: SIMD16<Float>
  ) {
    if outputs.affect {
      float("valence", affect.valence)
      float("arousal", affect.arousal)
    }
    if outputs.quadrants {
      string("quadrant", Quadrant(largestOf: quadrants).name)
      object("quadrants") { writer in
        for quadrant in Quadrant.allCases {
          writer.float(quadrant.name, quadrants[quadrant.rawValue - 1])
        }
      }
    }
    if !outputs.emotions.isEmpty {
      object("emotions") { writer in
        for (index, name) in outputs.emotions.enumerated() { writer.float(name, emotions[index]) }
      }
    }
  }
}
