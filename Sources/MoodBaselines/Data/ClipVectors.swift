internal import MoodCore
package import MoodCorpus
internal import MoodFeatures

/// A recording, or a part of it, as one row of numbers.
package struct ClipVector: Sendable, Equatable {
  package var clip: Clip
  /// Which part of the clip it is of, counted from 0.
  package var segment: Int
  package var values: [Double]
  /// How long that is.
  package var hops: Int

  package init(clip: Clip, segment: Int, values: [Double], hops: Int = 0) {
    self.clip = clip
    self.segment = segment
    self.values = values
    self.hops = hops
  }

  /// Rows of all clips, in their order, `segments` of about the same length for each.
  /// - Throws: `CorpusError` for a part that is too short, or what the cache's analysis throws.
  package static func all(
    of clips: [Clip], cache: FeatureCache, input: ClipInput, segments: Int = 1
  ) throws -> [ClipVector] {
    var statistics = ClipStatistics(input.statistics, of: cache.schema)
    return try clips.flatMap { clip in
      let table = try cache.table(of: clip)
      return try (0..<segments).map { segment in
        let part = table.hops * segment / segments..<table.hops * (segment + 1) / segments
        guard let values = input.values(of: table, hops: part, statistics: &statistics) else {
          throw CorpusError.tooShort(
            clip: "\(clip.corpus)/\(clip.name)", hops: part.count, expected: input.leastHops)
        }
        return ClipVector(clip: clip, segment: segment, values: values, hops: part.count)
      }
    }
  }
}

extension ClipInput {
  /// Those that are gathered; of a sequence none is looked at.
  var statistics: [Statistic] {
    guard case .statistics(let names) = self else { return [.mean] }
    let kinds = names.compactMap { Statistic(rawValue: $0) }
    precondition(kinds.count == names.count && !kinds.isEmpty, "statistics are those that there are")
    return kinds
  }
}
