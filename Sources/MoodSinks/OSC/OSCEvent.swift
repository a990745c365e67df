package import MoodCore

/// The events that have an address, by the last part of it.
package enum OSCEvent: String, Sendable, CaseIterable {
  case silenceStart = "silence-start"
  case silenceEnd = "silence-end"
  case quadrant
  case onset
  case beat
  case dropped

  package init(_ kind: StreamEvent.Kind) {
    self =
      switch kind {
      case .silenceStart: .silenceStart
      case .silenceEnd: .silenceEnd
      case .quadrant: .quadrant
      case .onset: .onset
      case .beat: .beat
      case .dropped: .dropped
      }
  }

  /// What happened, for people.
  package var meaning: String {
    switch self {
    case .silenceStart: "the signal has fallen silent"
    case .silenceEnd: "the silence is over"
    case .quadrant: "the most probable quadrant has changed"
    case .onset: "a sound begins"
    case .beat: "the beat"
    case .dropped: "samples of a live source were lost"
    }
  }
}
