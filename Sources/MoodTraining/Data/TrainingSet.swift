package import MoodCore
package import MoodCorpus

/// Clips and their feature rows.
package struct TrainingSet: Sendable {
  package let clips: [Clip]
  /// Rows of each clip, in the columns of `schema`.
  package let tables: [FeatureTable]
  package let schema: FeatureSchema

  package init(clips: [Clip], tables: [FeatureTable], schema: FeatureSchema) {
    precondition(clips.count == tables.count, "each clip has its table")
    precondition(tables.allSatisfy { $0.columns == schema.count }, "tables have the schema's columns")
    self.clips = clips
    self.tables = tables
    self.schema = schema
  }

  /// The rows of `clips`, read from `cache`.
  package init(clips: [Clip], cache: FeatureCache) throws {
    self.init(clips: clips, tables: try clips.map(cache.table(of:)), schema: cache.schema)
  }

  /// The clips that `belongs` to.
  package func filter(_ belongs: (Clip) -> Bool) -> TrainingSet {
    let kept = clips.indices.filter { belongs(clips[$0]) }
    return TrainingSet(clips: kept.map { clips[$0] }, tables: kept.map { tables[$0] }, schema: schema)
  }
}
