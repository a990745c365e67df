/// By how much the signal is made louder or quieter before it is analysed: the value of `--gain`.
package enum InputGain: Sendable, Equatable {
  case off
  /// So many dB, within `decibelRange`.
  case fixed(decibels: Float)
  /// As much as brings the signal near the loudness of the training's material, slowly.
  case automatic

  package static let decibelRange: ClosedRange<Float> = -60...60

  /// Reads `off`, `auto` or a number of dB; nil where it is none of them.
  package init?(_ text: String) {
    switch text {
    case "off": self = .off
    case "auto": self = .automatic
    default:
      guard let decibels = Float(text), Self.decibelRange.contains(decibels) else { return nil }
      self = .fixed(decibels: decibels)
    }
  }
}
