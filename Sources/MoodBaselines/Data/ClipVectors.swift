internal import MoodCore
package import MoodCorpus
internal import MoodFeatures

/// Statistics of a recording, or of a part of it, as one row.
package struct ClipVector: Sendable, Equatable {
  package var clip: Clip
  /// Which part of the clip it is of, counted from 0.
  package var segment: Int
  package var values: [Double]

  package init(clip: Clip, segment: Int, values: [Double]) {
    self.clip = clip
    self.segment = segment
    self.values = values
  }

  /// Rows of all clips, in their order, `segments` of about the same length for each. Parts too short for a row are left
  /// out.
  /// - Throws: what the cache's analysis throws.
  package static func all(
    of clips: [Clip], cache: FeatureCache, statistics: [String], segments: Int = 1
  ) throws -> [ClipVector] {
    let kinds = statistics.compactMap { Statistic(rawValue: $0) }
    precondition(kinds.count == statistics.count && !kinds.isEmpty, "statistics are those that there are")
    var sums = ClipStatistics(kinds, of: cache.schema)
    return try clips.flatMap { clip in
      let table = try cache.table(of: clip)
      return (0..<segments).compactMap { segment -> ClipVector? in
        let part = table.hops * segment / segments..<table.hops * (segment + 1) / segments
        guard !part.isEmpty else { return nil }
        sums.reset()
        for hop in part { sums.append(table.row(hop)) }
        return ClipVector(clip: clip, segment: segment, values: sums.values().map(Double.init))
      }
    }
  }
}
