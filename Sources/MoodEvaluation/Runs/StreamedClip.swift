internal import MoodCore
package import MoodCorpus
internal import MoodEngine
package import MoodInference

/// A clip heard by a model as a live stream would be: a row a hop, and what is still due at the end.
package enum StreamedClip {
  /// What a model said of a clip.
  package struct Verdict: Sendable, Equatable {
    /// Of the clip as a whole; of one without a hop, what is said where nothing is known.
    package var outputs: HeadOutputs
    /// The engine's own, of a whole stream, 0…1; 0 of a clip without a hop.
    package var confidence: Double
    /// Valence and arousal of each measure of the clip's track, the mean of the settled estimates that describe it; nil
    /// where none does. Empty without a track.
    package var measures: [SIMD2<Double>?]
  }

  /// Hears a clip, on the calling thread.
  /// - Parameters:
  ///   - table: rows in the order of the model's `rowColumns`.
  ///   - track: whose measures are told apart.
  package static func verdict(
    on table: FeatureTable, track: AnnotationTrack? = nil, by model: EmotionModel,
    hearing: Hearing = Hearing()
  ) -> Verdict {
    let hops = hearing.hops(of: table.hops)
    var stream = StreamingModel(
      model: model, lookaheadSteps: hearing.lookaheadSteps(model.metadata, hops: hops))
    return verdict(on: table, hops: hops, track: track, by: model, in: &stream)
  }

  /// Hears the first `hops` of a clip in a stream that has just begun or been reset.
  static func verdict(
    on table: FeatureTable, hops: Int, track: AnnotationTrack?, by model: EmotionModel,
    in stream: inout StreamingModel
  ) -> Verdict {
    precondition(
      table.columns == model.metadata.rowColumns.count, "a model is given rows of the columns it reads")
    var means = track.map(MeasureMeans.init)
    for hop in 0..<hops {
      stream.advance(row: table.row(hop))
      if stream.hasSettled { means?.add(stream) }
    }
    while stream.settleNext() { means?.add(stream) }
    guard let outputs = stream.summary() else {
      return Verdict(outputs: nothing(model.metadata.heads), confidence: 0, measures: means?.means ?? [])
    }
    let confidence = EstimateConfidence(model.metadata)
      .value(of: outputs, heardHops: Int64(hops), isSilent: false)
    return Verdict(outputs: outputs, confidence: Double(confidence), measures: means?.means ?? [])
  }

  /// What is said where nothing is known.
  private static func nothing(_ heads: ModelMetadata.Heads) -> HeadOutputs {
    var emotions = SIMD16<Float>.zero
    if heads.emotionsAreExclusive {
      for index in heads.emotions.indices { emotions[index] = 1 / Float(heads.emotions.count) }
    }
    return HeadOutputs(
      quadrants: SIMD4(repeating: 0.25), affect: Affect(valence: 0, arousal: 0), emotions: emotions)
  }
}

extension MeasureMeans {
  /// Takes what a stream has settled last.
  fileprivate mutating func add(_ stream: borrowing StreamingModel) {
    add(stream.settled.affect, atSeconds: AnalysisGrid.seconds(hops: stream.settledHop))
  }
}
