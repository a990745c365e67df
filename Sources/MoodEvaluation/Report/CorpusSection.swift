/// What a report says of one corpus.
package struct CorpusSection: Codable, Sendable, Equatable {
  package var corpus: String
  /// Different clips that were tested, pieces included.
  package var clips: Int
  /// Different groups of them: artists, actors, series.
  package var groups: Int
  /// Tested models that heard some of them.
  package var runs: Int
  package var figures: [ReportFigure]
  /// All runs' decisions between Q1…Q4; nil where no clip has a quadrant.
  package var quadrantConfusion: ConfusionMatrix?
  /// All runs' decisions between acted emotions; nil where no clip has one.
  package var emotionConfusion: ConfusionMatrix?

  /// What the figures of speakers' streams end in.
  static let streamSuffix = ", speaker's stream"

  /// - Parameters:
  ///   - predictions: those of this corpus, as are `tracks` and `streamed`.
  ///   - streamed: those of each speaker's clips as one stream.
  ///   - hasIntervals: whether intervals are computed, which takes a thousand times as long.
  init(
    corpus: String, predictions: [Prediction], tracks: [TrackPrediction], streamed: [Prediction],
    hasIntervals: Bool
  ) {
    self.corpus = corpus
    clips = Set(predictions.map(\.clip) + tracks.map(\.piece)).count
    groups = Set(predictions.map(\.group) + tracks.map(\.group)).count
    let parts = predictions.map { "\($0.fold) \($0.seed)" } + tracks.map { "\($0.fold) \($0.seed)" }
    runs = Set(parts).count
    figures =
      ReportFigure.all(of: predictions, corpus: corpus, metrics: Metric.ofClips, hasIntervals: hasIntervals)
      + ReportFigure.all(
        of: streamed, corpus: corpus, metrics: Metric.classFigures, hasIntervals: hasIntervals,
        suffix: Self.streamSuffix)
      + ReportFigure.all(of: tracks, corpus: corpus, metrics: Metric.ofTracks, hasIntervals: hasIntervals)
    quadrantConfusion = Self.confusion(predictions.compactMap(\.quadrantDecision), classes: 4)
    emotionConfusion = Self.confusion(
      predictions.compactMap(\.classDecision),
      classes: predictions.lazy.compactMap(\.emotions?.count).max() ?? 0)
  }

  /// Sections of all corpora, in alphabetical order.
  static func all(of runs: [EvaluationRun], hasIntervals: Bool) -> [CorpusSection] {
    let predictions = Dictionary(grouping: runs.flatMap(\.predictions), by: \.corpus)
    let tracks = Dictionary(grouping: runs.flatMap(\.tracks), by: \.corpus)
    let streamed = Dictionary(
      grouping: runs.compactMap { $0.variant(.speakerStream) }.flatMap(\.predictions), by: \.corpus)
    return Set(predictions.keys).union(tracks.keys).sorted().map { corpus in
      CorpusSection(
        corpus: corpus, predictions: predictions[corpus] ?? [], tracks: tracks[corpus] ?? [],
        streamed: streamed[corpus] ?? [], hasIntervals: hasIntervals)
    }
  }

  private static func confusion(_ decisions: [Decision], classes: Int) -> ConfusionMatrix? {
    guard !decisions.isEmpty else { return nil }
    return ConfusionMatrix(classes: classes, decisions.lazy.map { ($0.truth, $0.guess) })
  }
}
