package import MoodCore

/// The events that have an address, by the last part of it.
package enum OSCEvent: String, Sendable, CaseIterable {
  case silenceStart = "silence-start"
  case silenceEnd = "silence-end"
  case quadrant
  case onset
  case beat
  case dropped
  case gap
  case reset
  case reload
  case deviceLost = "device-lost"
  case deviceBack = "device-back"
  case moved

  package init(_ kind: StreamEvent.Kind) {
    self =
      switch kind {
      case .silenceStart: .silenceStart
      case .silenceEnd: .silenceEnd
      case .quadrant: .quadrant
      case .onset: .onset
      case .beat: .beat
      case .dropped: .dropped
      case .gap: .gap
      case .reset: .reset
      case .reload: .reload
      }
  }

  package init(_ kind: DeviceChange.Kind) {
    self =
      switch kind {
      case .lost: .deviceLost
      case .back: .deviceBack
      case .moved: .moved
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
    case .dropped: "the analysis was too slow for a live source, and samples were lost"
    case .gap: "a device did not deliver samples"
    case .reset: "the analysis begins anew after a long gap"
    case .reload: "the configuration was read anew"
    case .deviceLost: "nothing is heard from the device any more"
    case .deviceBack: "the device is heard again"
    case .moved: "another source is heard, since the default has changed"
    }
  }
}
