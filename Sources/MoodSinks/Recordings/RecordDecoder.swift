package import MoodCore

/// One record of a recording.
package enum Record: Equatable {
  /// What `begin` says; whether the model estimates affect and quadrants only its estimates tell.
  case begin(StreamDescription)
  /// `heads` has what the estimate holds.
  case estimate(EmotionEstimate, features: [Float], heads: ModelOutputs)
  case event(StreamEvent)
  case device(DeviceEvent)
  case end(StreamEnd, heads: ModelOutputs?)
}

/// Reads back what `RecordEncoder` has written: every number is the one that was encoded.
///
/// Members that are not known are passed over: later versions may have more.
package struct RecordDecoder {
  private let column: (_ name: String) -> FeatureColumn?
  /// The stream whose records are read; nil before its begin and after its end.
  package private(set) var stream: StreamDescription?
  /// Records that `seq` says are missing, in all streams so far.
  package private(set) var lostRecords: Int64 = 0
  private var nextSequence: Int64 = 0

  /// - Parameter column: what is known of a feature column of this name.
  package init(column: @escaping (_ name: String) -> FeatureColumn?) { self.column = column }

  /// The record that `line` holds; nil where it is the begin of the running stream once more.
  package mutating func decode(_ line: String) throws(RecordFault) -> Record? {
    let fields = try RecordedFields(line)
    let sequence = try fields.integer("seq")
    if fields.record == "begin" { return try begin(fields, sequence) }
    guard let stream else { throw .beforeBegin(record: fields.record) }
    let record = try record(fields, of: stream)
    count(sequence)
    if case .end = record { self.stream = nil }
    return record
  }

  private mutating func begin(_ fields: RecordedFields, _ sequence: Int64) throws(RecordFault) -> Record? {
    let description = try description(fields)
    if description == stream, sequence > 0 {
      count(sequence)
      return nil
    }
    stream = description
    nextSequence = sequence + 1
    return .begin(description)
  }

  private mutating func count(_ sequence: Int64) {
    if sequence > nextSequence { lostRecords &+= sequence - nextSequence }
    nextSequence = max(nextSequence, sequence + 1)
  }

  private func record(
    _ fields: RecordedFields, of stream: StreamDescription
  ) throws(RecordFault) -> Record {
    switch fields.record {
    case "estimate": try estimate(fields, of: stream)
    case "event": try event(fields)
    default: try end(fields, of: stream)
    }
  }

  private func description(_ fields: RecordedFields) throws(RecordFault) -> StreamDescription {
    for (name, expected) in [
      ("schema", RecordEncoder.schemaVersion), ("rate", AnalysisGrid.sampleRateHz),
      ("hop", AnalysisGrid.hopSamples),
    ] where try fields.integer(name) != Int64(expected) { throw fields.wrong(name, "\(expected)") }
    let emotions = fields.has("classes") ? try fields.texts("classes") : []
    guard emotions.count <= EmotionEstimate.maximumEmotions, Set(emotions).count == emotions.count else {
      throw fields.wrong("classes", "at most \(EmotionEstimate.maximumEmotions) different names")
    }
    let features = fields.has("features") ? try fields.texts("features") : []
    guard Set(features).count == features.count else { throw fields.wrong("features", "different names") }
    return StreamDescription(
      name: try fields.text("stream"), program: try fields.text("program"),
      source: try fields.text("source"), format: try format(fields), model: try fields.text("model"),
      licence: try fields.text("licence"),
      outputs: ModelOutputs(affect: false, quadrants: false, emotions: emotions),
      features: features.map { name in
        column(name)
          ?? FeatureColumn(
            name, unit: "1", range: (-.greatestFiniteMagnitude)...(.greatestFiniteMagnitude),
            reference: "a recording")
      },
      lookaheadSeconds: Double(try fields.float("lookahead")),
      stride: Int(try fields.integer("stride", 1...1 << 20)),
      started: fields.has("started") ? try fields.text("started") : nil)
  }

  private func format(_ fields: RecordedFields) throws(RecordFault) -> AudioFormat {
    let parts = try fields.text("format").split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, let rate = Int(parts[1]), AudioFormat.rateRange.contains(rate),
      let channels = Int(parts[2]), AudioFormat.channelRange.contains(channels)
    else { throw fields.wrong("format", "an encoding, a rate and channels such as \"s16le/48000/2\"") }
    return AudioFormat(encoding: String(parts[0]), rateHz: rate, channels: channels)
  }

  private func estimate(
    _ fields: RecordedFields, of stream: StreamDescription
  ) throws(RecordFault) -> Record {
    let stage = try fields.word("stage", among: EstimateStage.allCases.map { ($0.name, $0) })
    let heads = try heads(fields, of: stream)
    var estimate = EmotionEstimate(
      stage: stage, sampleTime: try fields.samples("t"), latencySamples: try fields.samples("latency"),
      affect: heads.affect, quadrants: heads.quadrants, emotions: heads.emotions,
      confidence: try fields.float("confidence"), loudnessLUFS: try fields.float("loudness"),
      isSilent: try fields.boolean("silent"))
    if heads.outputs.quadrants {
      let quadrant = try fields.quadrant("quadrant")
      estimate.heldQuadrant = quadrant == estimate.quadrant ? nil : quadrant
    }
    var features: [Float] = []
    if !stream.features.isEmpty {
      let values = try fields.object("features")
      for column in stream.features { features.append(try values.float(column.name)) }
    }
    return .estimate(estimate, features: features, heads: heads.outputs)
  }

  /// What an estimate or a summary says of mood.
  private struct Heads {
    var outputs: ModelOutputs
    var affect = Affect(valence: 0, arousal: 0)
    var quadrants = SIMD4<Float>.zero
    var emotions = SIMD16<Float>.zero
  }

  private func heads(_ fields: RecordedFields, of stream: StreamDescription) throws(RecordFault) -> Heads {
    var heads = Heads(
      outputs: ModelOutputs(
        affect: fields.has("valence") || fields.has("arousal"),
        quadrants: fields.has("quadrant") || fields.has("quadrants"), emotions: stream.outputs.emotions))
    if heads.outputs.affect {
      heads.affect = Affect(valence: try fields.float("valence"), arousal: try fields.float("arousal"))
    }
    if heads.outputs.quadrants {
      let shares = try fields.object("quadrants")
      for quadrant in Quadrant.allCases {
        heads.quadrants[quadrant.rawValue - 1] = try shares.float(quadrant.name)
      }
    }
    if !stream.outputs.emotions.isEmpty {
      let shares = try fields.object("emotions")
      for (index, name) in stream.outputs.emotions.enumerated() {
        heads.emotions[index] = try shares.float(name)
      }
    }
    return heads
  }

  private func event(_ fields: RecordedFields) throws(RecordFault) -> Record {
    let name = try fields.text("event")
    let time = try fields.samples("t")
    if let kind = DeviceChange.Kind.allCases.first(where: { $0.name == name }) {
      let change = DeviceChange(kind, source: try fields.text("source"), message: try fields.text("message"))
      return .device(DeviceEvent(change, sampleTime: time))
    }
    return .event(StreamEvent(try kind(fields, name), sampleTime: time))
  }

  private func kind(_ fields: RecordedFields, _ name: String) throws(RecordFault) -> StreamEvent.Kind {
    switch name {
    case "silence-start": .silenceStart
    case "silence-end": .silenceEnd
    case "quadrant": .quadrant(try fields.quadrant("quadrant"), previous: try fields.quadrant("previous"))
    case "onset": .onset(strength: try fields.float("strength"))
    case "beat": .beat(tempoBPM: try fields.float("tempo"))
    case "dropped": .dropped(samples: try fields.integer("samples"))
    case "gap":
      .gap(
        samples: try fields.integer("samples"),
        try fields.word("cause", among: GapCause.allCases.map { ($0.name, $0) }))
    case "reset": .reset
    case "reload": .reload
    default: throw fields.wrong("event", "one that this version knows")
    }
  }

  private func end(_ fields: RecordedFields, of stream: StreamDescription) throws(RecordFault) -> Record {
    var end = StreamEnd(
      samples: try fields.integer("samples"), hops: try fields.integer("hops"),
      droppedSamples: try fields.integer("dropped"), droppedEstimates: try fields.integer("droppedEstimates"),
      withheldEstimates: fields.has("withheldEstimates") ? try fields.integer("withheldEstimates") : nil,
      overruns: try fields.integer("xruns"), nonFiniteSamples: try fields.integer("nonFinite"),
      clockPpm: fields.has("clockPpm") ? Double(try fields.float("clockPpm")) : nil, summary: nil)
    if fields.has("latencyMicroseconds") {
      let latency = try fields.object("latencyMicroseconds")
      end.latency = LatencyPercentiles(
        p50: Int(try latency.integer("p50")), p99: Int(try latency.integer("p99")),
        max: Int(try latency.integer("max")))
    }
    guard fields.has("summary") else { return .end(end, heads: nil) }
    let summary = try fields.object("summary")
    let heads = try heads(summary, of: stream)
    end.summary = StreamSummary(
      affect: heads.affect, quadrants: heads.quadrants, emotions: heads.emotions,
      confidence: try summary.float("confidence"))
    return .end(end, heads: heads.outputs)
  }
}
