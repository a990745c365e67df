internal import MoodCore
internal import MoodCorpus

/// The mean of what is said of each measure of a track, from estimates in the order of their time.
struct MeasureMeans {
  private let track: AnnotationTrack
  private var sums: [SIMD2<Double>]
  private var counts: [Int]
  private var measure = 0

  init(_ track: AnnotationTrack) {
    self.track = track
    sums = Array(repeating: .zero, count: track.points.count)
    counts = Array(repeating: 0, count: track.points.count)
  }

  /// Takes the estimate of a moment, no earlier than the one before. What lies before the first measure, or after the
  /// end, belongs to none.
  mutating func add(_ affect: Affect, atSeconds seconds: Double) {
    let points = track.points
    guard let first = points.first, seconds >= Double(first.startSeconds), seconds <= Double(track.endSeconds)
    else { return }
    while measure + 1 < points.count, Double(points[measure + 1].startSeconds) <= seconds { measure += 1 }
    sums[measure] += SIMD2(Double(affect.valence), Double(affect.arousal))
    counts[measure] += 1
  }

  /// Valence and arousal, a pair for each measure; nil where no estimate was of it.
  var means: [SIMD2<Double>?] {
    zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : nil }
  }
}
