package import MoodCorpus

/// What the same model says of the same clips when they are heard otherwise.
package struct RunVariant: Codable, Sendable, Equatable {
  /// What is varied.
  package enum Kind: Codable, Sendable, Hashable {
    /// Seconds that settled estimates wait for; nil: the end of the clip.
    case lookahead(seconds: Double?)
    /// Seconds after which the clip ends.
    case heard(seconds: Double)
    case degraded(Degradation)
    /// Each speaker's clips one after another, relative to what is usual for that speaker.
    case speakerStream
  }

  package var kind: Kind
  package var predictions: [Prediction]
  /// Empty where measures that are not heard would be missing.
  package var tracks: [TrackPrediction]

  package init(kind: Kind, predictions: [Prediction], tracks: [TrackPrediction] = []) {
    self.kind = kind
    self.predictions = predictions
    self.tracks = tracks
  }
}
