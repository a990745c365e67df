package import MoodCorpus
package import MoodInference

/// Clips of one speaker heard one after another, each an utterance, by a model that adapts to the speaker.
package enum SpeakerStream {
  /// What it says of each clip, in their order: relative to the speaker's usual, as far as the clips before have shown it.
  package static func verdicts(
    on clips: [Clip], cache: FeatureCache, by model: EmotionModel
  ) throws -> [StreamedClip.Verdict] {
    var stream = StreamingModel(model: model, adaptsToSpeaker: true)
    var verdicts: [StreamedClip.Verdict] = []
    for clip in clips {
      let table = try cache.table(of: clip)
      verdicts.append(
        StreamedClip.verdict(on: table, hops: table.hops, track: nil, by: model, in: &stream))
      stream.reset(keepsSpeaker: true)
    }
    return verdicts
  }
}
