internal import MoodCore
package import MoodCorpus
package import MoodInference

extension Prediction {
  /// What the heads that a model has say of a clip, beside the clip's labels.
  ///
  /// Emotions stand beside labels of the same names alone: of a clip that has others, the model's are left out.
  /// - Parameter emotionThresholds: the model's own, or none.
  package init(
    of clip: Clip, _ verdict: StreamedClip.Verdict, heads: ModelMetadata.Heads,
    emotionThresholds: [Float] = [], fold: Int, seed: UInt64
  ) {
    let outputs = verdict.outputs
    let hasClasses = heads.emotionsAreExclusive && heads.emotions == EmotionNames.speech
    let hasShares = !heads.emotionsAreExclusive && heads.emotions == EmotionNames.music
    let isForeign =
      (clip.emotionClass != nil && !hasClasses) || (clip.emotionShares != nil && !hasShares)
    let emotions = heads.emotions.indices.map { Double(outputs.emotions[$0]) }
    self.init(
      corpus: clip.corpus, clip: clip.name, group: clip.artist, fold: fold, seed: seed,
      quadrants: heads.quadrant ? (0..<4).map { Double(outputs.quadrants[$0]) } : nil,
      valence: heads.affect ? Double(outputs.affect.valence) : nil,
      arousal: heads.affect ? Double(outputs.affect.arousal) : nil,
      emotions: emotions.isEmpty || isForeign ? nil : emotions,
      emotionThresholds: emotionThresholds.isEmpty || isForeign ? nil : emotionThresholds.map(Double.init),
      confidence: verdict.confidence,
      quadrant: clip.quadrant?.quadrant.rawValue,
      ratedValence: clip.affect.map { Double($0.valence) },
      ratedArousal: clip.affect.map { Double($0.arousal) },
      emotionShares: clip.emotionShares?.map(Double.init), emotionClass: clip.emotionClass)
  }
}

extension TrackPrediction {
  /// What a model says along a clip, measure by measure; nil where the clip has no ratings along it, the model no
  /// valence and arousal, or no estimate lies within a measure.
  package init?(
    of clip: Clip, _ verdict: StreamedClip.Verdict, heads: ModelMetadata.Heads, fold: Int, seed: UInt64
  ) {
    guard heads.affect, let track = clip.track else { return nil }
    let measures = zip(track.points, verdict.measures).compactMap { point, mean in
      mean.map { (point: point, mean: $0) }
    }
    guard !measures.isEmpty else { return nil }
    self.init(
      corpus: clip.corpus, piece: clip.name, series: clip.artist, fold: fold, seed: seed,
      seconds: measures.map { Double($0.point.startSeconds) }, valence: measures.map(\.mean.x),
      arousal: measures.map(\.mean.y), ratedValence: measures.map { Double($0.point.affect.valence) },
      ratedArousal: measures.map { Double($0.point.affect.arousal) })
  }
}
