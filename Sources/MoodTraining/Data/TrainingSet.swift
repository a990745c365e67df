package import MoodCore
package import MoodCorpus

/// Clips and their feature rows.
package struct TrainingSet: Sendable {
  package let clips: [Clip]
  /// Rows of each clip, in the columns of `schema`.
  package let tables: [FeatureTable]
  package let schema: FeatureSchema
  /// Rows of the same clips heard otherwise; a list for each clip, in the order of the configuration's speeds and then
  /// of those of its degradations that it is heard through.
  package let renditions: [[FeatureTable]]
  /// What a teacher said of a corpus's clips, by corpus.
  package let teachers: [String: TeacherOutputs]

  package init(
    clips: [Clip], tables: [FeatureTable], schema: FeatureSchema, renditions: [[FeatureTable]]? = nil,
    teachers: [String: TeacherOutputs] = [:]
  ) {
    precondition(clips.count == tables.count, "each clip has its table")
    self.renditions = renditions ?? clips.map { _ in [] }
    self.teachers = teachers
    precondition(self.renditions.count == clips.count, "each clip has its renditions")
    precondition(tables.allSatisfy { $0.columns == schema.count }, "tables have the schema's columns")
    self.clips = clips
    self.tables = tables
    self.schema = schema
  }

  /// The rows of `clips`, read from `cache`, and for each clip those heard otherwise from the caches that `others` gives.
  package init(
    clips: [Clip], cache: FeatureCache, others: (Clip) -> [FeatureCache] = { _ in [] },
    teachers: [String: TeacherOutputs] = [:]
  ) throws {
    self.init(
      clips: clips, tables: try clips.map(cache.table(of:)), schema: cache.schema,
      renditions: try clips.map { clip in try others(clip).map { try $0.table(of: clip) } },
      teachers: teachers)
  }

  /// The clips that `belongs` to.
  package func filter(_ belongs: (Clip) -> Bool) -> TrainingSet {
    let kept = clips.indices.filter { belongs(clips[$0]) }
    return TrainingSet(
      clips: kept.map { clips[$0] }, tables: kept.map { tables[$0] }, schema: schema,
      renditions: kept.map { renditions[$0] }, teachers: teachers)
  }
}
