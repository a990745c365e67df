/// The named emotions that corpora label, in the order in which shares, classes and outputs stand.
package enum EmotionNames {
  /// What music makes listeners feel: the nine scales of GEMS (Zentner, Grandjean and Scherer 2008).
  package static let music = [
    "amazement", "solemnity", "tenderness", "nostalgia", "calmness", "power", "joyful_activation", "tension",
    "sadness",
  ]
  /// What acted speech expresses: the eight classes of RAVDESS (Livingstone and Russo 2018).
  package static let speech = [
    "neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised",
  ]
}
