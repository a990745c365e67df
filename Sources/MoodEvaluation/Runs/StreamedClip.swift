internal import MoodCore
package import MoodCorpus
package import MoodInference

/// A clip heard by a model as a live stream would be: a row a hop, and what is still due at the end.
package enum StreamedClip {
  /// What the model says of the clip as a whole; nil for a clip without a single hop.
  /// - Parameter table: rows in the order of the model's `rowColumns`.
  package static func summary(of table: FeatureTable, by model: EmotionModel) -> HeadOutputs? {
    precondition(
      table.columns == model.metadata.rowColumns.count, "a model is given rows of the columns it reads")
    var stream = StreamingModel(model: model)
    for hop in 0..<table.hops { stream.advance(row: table.row(hop)) }
    while stream.settleNext() {}
    return stream.summary()
  }

  /// What a model says of clips; of one without a hop, what is said where nothing is known.
  package static func run(
    of model: EmotionModel, on clips: [Clip], cache: FeatureCache, fold: Int, seed: UInt64
  ) throws -> EvaluationRun {
    let predictions = try clips.map { clip in
      let nothing = HeadOutputs(
        quadrants: SIMD4(repeating: 0.25), affect: Affect(valence: 0, arousal: 0), emotions: .zero)
      let outputs = summary(of: try cache.table(of: clip), by: model) ?? nothing
      return Prediction(of: clip, outputs, heads: model.metadata.heads, fold: fold, seed: seed)
    }
    return EvaluationRun(fold: fold, seed: seed, predictions: predictions)
  }
}

extension Prediction {
  /// What the heads that a model has say of a clip, beside the clip's labels.
  package init(
    of clip: Clip, _ outputs: HeadOutputs, heads: ModelMetadata.Heads, fold: Int, seed: UInt64
  ) {
    let quadrants = (0..<4).map { Double(outputs.quadrants[$0]) }
    self.init(
      corpus: clip.corpus, clip: clip.name, group: clip.artist, fold: fold, seed: seed,
      quadrants: heads.quadrant ? quadrants : nil,
      valence: heads.affect ? Double(outputs.affect.valence) : nil,
      arousal: heads.affect ? Double(outputs.affect.arousal) : nil,
      confidence: quadrants.max() ?? 0, quadrant: clip.quadrant?.quadrant.rawValue,
      ratedValence: clip.affect.map { Double($0.valence) },
      ratedArousal: clip.affect.map { Double($0.arousal) })
  }
}
