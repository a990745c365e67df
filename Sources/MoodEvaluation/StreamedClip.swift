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

  /// The scores of a model on clips; a clip without a hop counts as an estimate of nothing.
  package static func scores(of model: EmotionModel, on clips: [Clip], cache: FeatureCache) throws -> Scores {
    let estimates = try clips.map { clip in
      let nothing = HeadOutputs(
        quadrants: SIMD4(repeating: 0.25), affect: Affect(valence: 0, arousal: 0), emotions: .zero)
      return summary(of: try cache.table(of: clip), by: model) ?? nothing
    }
    return Scores(clips: clips, estimates: estimates)
  }
}
