internal import MoodCore
package import MoodCorpus
package import MoodInference

/// What a model is asked: each clip as a live listener would hear it, and as far as wanted each with another lookahead,
/// cut short, or degraded.
package struct Examination: Sendable {
  /// Called on any thread while `what` goes on; false ends it with `Interrupted`.
  package typealias Progress = @Sendable (_ what: String, _ done: Int, _ total: Int) -> Bool

  /// Seconds of lookahead that are tried, beside the whole clip; rounded to steps of the model.
  package static let lookaheadSeconds = [0, 0.25, 0.5, 1, 2, 4]
  /// Seconds after which clips are cut short.
  package static let heardSeconds: [Double] = [2, 5, 10, 20, 30]

  /// Rows in the columns that the models read.
  package let cache: FeatureCache
  private let hasCurves: Bool
  private let degraded: [Degradation: FeatureCache]
  private let threads: Int
  private let progress: Progress

  /// - Parameters:
  ///   - hasCurves: whether other lookaheads and cut clips are tried.
  ///   - degraded: rows of the degraded recordings, for each degradation that is tried.
  ///   - threads: how many clips are heard at once; results do not depend on it.
  package init(
    cache: FeatureCache, hasCurves: Bool = false, degraded: [Degradation: FeatureCache] = [:],
    threads: Int = 2, progress: @escaping Progress = { _, _, _ in true }
  ) {
    self.cache = cache
    self.hasCurves = hasCurves
    self.degraded = degraded
    self.threads = threads
    self.progress = progress
  }

  /// Asks a model.
  /// - Parameter hasVariants: whether it is asked for more than the clips as they are and each speaker's stream.
  /// - Throws: `FeatureCacheError`, what the caches' analyses throw, or `Interrupted`.
  package func run(
    _ model: EmotionModel, on clips: [Clip], fold: Int, seed: UInt64, hasVariants: Bool
  ) throws -> EvaluationRun {
    let sitting = Sitting(
      model: model, clips: clips, fold: fold, seed: seed, threads: threads, progress: progress)
    let plain = try sitting.verdicts(cache, Hearing(), "testing")
    var run = EvaluationRun(
      fold: fold, seed: seed, predictions: sitting.predictions(plain), tracks: sitting.tracks(plain))
    if let stream = try sitting.speakerStream(cache) { run.variants.append(stream) }
    guard hasVariants else { return run }
    if hasCurves { run.variants += try sitting.curves(cache) }
    for degradation in Degradation.allCases {
      guard let cache = degraded[degradation] else { continue }
      let verdicts = try sitting.verdicts(cache, Hearing(), "testing, \(degradation.rawValue)")
      run.variants.append(
        RunVariant(
          kind: .degraded(degradation), predictions: sitting.predictions(verdicts),
          tracks: sitting.tracks(verdicts)))
    }
    return run
  }

  /// A kept run without what is not asked for; nil where it lacks something.
  func asked(of kept: EvaluationRun, hasVariants: Bool) -> EvaluationRun? {
    let found = kept.variants.map(\.kind)
    if hasVariants {
      if hasCurves, !found.contains(.lookahead(seconds: nil)) { return nil }
      if degraded.keys.contains(where: { !found.contains(.degraded($0)) }) { return nil }
    }
    var run = kept
    run.variants.removeAll {
      switch $0.kind {
      case .lookahead, .heard: !(hasVariants && hasCurves)
      case .degraded(let degradation): !(hasVariants && degraded[degradation] != nil)
      case .speakerStream: false
      }
    }
    return run
  }
}

/// One model and the clips that it is asked about.
private struct Sitting {
  let model: EmotionModel
  let clips: [Clip]
  let fold: Int
  let seed: UInt64
  let threads: Int
  let progress: Examination.Progress

  private var heads: ModelMetadata.Heads { model.metadata.heads }

  /// What it says of each clip, in their order.
  func verdicts(
    _ cache: FeatureCache, _ hearing: Hearing, _ what: String
  ) throws -> [StreamedClip.Verdict] {
    try InOrder.map(count: clips.count, threads: threads) {
      progress(what, $0, clips.count)
    } _: { index in
      StreamedClip.verdict(
        on: try cache.table(of: clips[index]), track: clips[index].track, by: model, hearing: hearing)
    }
  }

  func predictions(_ verdicts: [StreamedClip.Verdict]) -> [Prediction] {
    zip(clips, verdicts).map(prediction)
  }

  private func prediction(_ clip: Clip, _ verdict: StreamedClip.Verdict) -> Prediction {
    Prediction(
      of: clip, verdict, heads: heads,
      emotionThresholds: model.metadata.calibration.emotionThresholds, fold: fold, seed: seed)
  }

  func tracks(_ verdicts: [StreamedClip.Verdict]) -> [TrackPrediction] {
    zip(clips, verdicts).compactMap { TrackPrediction(of: $0, $1, heads: heads, fold: fold, seed: seed) }
  }

  /// Other lookaheads, and clips cut short.
  func curves(_ cache: FeatureCache) throws -> [RunVariant] {
    var variants: [RunVariant] = []
    let stepSeconds = AnalysisGrid.seconds(hops: Int64(model.metadata.stride))
    var steps: [Int] = []
    for seconds in Examination.lookaheadSeconds {
      let nearest = Int((seconds / stepSeconds).rounded())
      if steps.last != nearest { steps.append(nearest) }
    }
    for lookahead in steps.map(Hearing.Lookahead.steps) + [.wholeClip] {
      var seconds: Double?
      if case .steps(let count) = lookahead { seconds = Double(count) * stepSeconds }
      let what =
        seconds.map { "testing, lookahead \(TextTable.decimals($0)) s" } ?? "testing, lookahead whole"
      let verdicts = try verdicts(cache, Hearing(lookahead: lookahead), what)
      variants.append(
        RunVariant(
          kind: .lookahead(seconds: seconds), predictions: predictions(verdicts), tracks: tracks(verdicts)))
    }
    for seconds in Examination.heardSeconds {
      let verdicts = try verdicts(
        cache, Hearing(seconds: seconds), "testing, \(Int(seconds)) s heard")
      variants.append(RunVariant(kind: .heard(seconds: seconds), predictions: predictions(verdicts)))
    }
    return variants
  }

  /// Each speaker's clips as one stream, in an order that the seed shuffles; nil where the model cannot adapt to a
  /// speaker, or no speaker has several clips.
  func speakerStream(_ cache: FeatureCache) throws -> RunVariant? {
    guard model.metadata.canAdaptToSpeaker else { return nil }
    let spoken = clips.indices.filter { clips[$0].emotionClass != nil }
    let members = Dictionary(grouping: spoken) { "\(clips[$0].corpus)/\(clips[$0].group)" }
    let speakers = members.keys.sorted().compactMap { members[$0] }
    guard speakers.contains(where: { $0.count > 1 }) else { return nil }
    let verdicts = try InOrder.map(count: speakers.count, threads: threads) {
      progress("testing, speakers' streams", $0, speakers.count)
    } _: { speaker in
      var generator = SplitMix64(seed: seed, UInt64(speaker))
      let order = speakers[speaker].shuffled(using: &generator)
      return zip(order, try SpeakerStream.verdicts(on: order.map { clips[$0] }, cache: cache, by: model))
        .map { (clip: $0, verdict: $1) }
    }
    let byClip = verdicts.flatMap(\.self).sorted { $0.clip < $1.clip }
    return RunVariant(
      kind: .speakerStream,
      predictions: byClip.map { prediction(clips[$0.clip], $0.verdict) })
  }
}
