package import MoodCore

/// The events that have an address, by the last part of it.
package enum OSCEvent: String, Sendable, CaseIterable {
  case silenceStart = "silence-start"
  case silenceEnd = "silence-end"
  case quadrant
  case dropped

  package init(_ kind: StreamEvent.Kind) {
    self =
      switch kind {
      case .silenceStart: .silenceStart
      case .silenceEnd: .silenceEnd
      case .quadrant: .quadrant
      case .dropped: .dropped
      }
  }

  /// What happened, for people.
  package var meaning: String {
    switch self {
    case .silenceStart: "the signal has fallen silent"
    case .silenceEnd: "the silence is over"
    case .quadrant: "the most probable quadrant has changed"
    case .dropped: "samples of a live source were lost"
    }
  }
}
