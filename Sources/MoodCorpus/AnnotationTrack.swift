package import MoodCore

/// Ratings along a recording: one for each measure, the mean over its annotators.
package struct AnnotationTrack: Sendable, Equatable {
  /// The rating of one measure.
  package struct Point: Sendable, Equatable {
    /// Where the measure begins; it lasts until the next one does.
    package var startSeconds: Float
    /// Mean of the annotators.
    package var affect: Affect
    /// How many rated it.
    package var annotators: Int

    package init(startSeconds: Float, affect: Affect, annotators: Int) {
      self.startSeconds = startSeconds
      self.affect = affect
      self.annotators = annotators
    }
  }

  /// By increasing start.
  package var points: [Point]
  /// Where the annotated part ends.
  package var endSeconds: Float

  package init(points: [Point], endSeconds: Float = .infinity) {
    precondition(
      zip(points, points.dropFirst()).allSatisfy { $0.startSeconds < $1.startSeconds },
      "the measures of a track begin one after another")
    self.points = points
    self.endSeconds = endSeconds
  }

  /// The rating of the measure that contains `t`; nil before the first and after the end. O(log measures).
  package func affect(atSeconds t: Float) -> Affect? {
    guard let first = points.first, t >= first.startSeconds, t <= endSeconds else { return nil }
    var found = 0
    var after = points.count
    while after - found > 1 {
      let middle = (found + after) / 2
      if points[middle].startSeconds <= t { found = middle } else { after = middle }
    }
    return points[found].affect
  }
}

extension AnnotationTrack {
  /// The mean of all measures; nil of none.
  package var mean: Affect? {
    guard !points.isEmpty else { return nil }
    let share = 1 / Float(points.count)
    return Affect(
      valence: points.reduce(0) { $0 + $1.affect.valence } * share,
      arousal: points.reduce(0) { $0 + $1.affect.arousal } * share)
  }
}
