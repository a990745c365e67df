package import MoodCore

/// What has to be said about raw PCM, since its bytes do not say it.
package struct InputOptions: Sendable, Equatable {
  package var format: SampleFormat?
  /// Frames a second.
  package var rateHz: Int?
  package var channels: Int?

  package init(format: SampleFormat? = nil, rateHz: Int? = nil, channels: Int? = nil) {
    self.format = format
    self.rateHz = rateHz
    self.channels = channels
  }

  /// Whether anything was said at all.
  var isGiven: Bool { self != InputOptions() }
}
