package import MoodCore

/// What is to be said about an input: of raw PCM what its bytes do not say, of a device how it delivers.
package struct InputOptions: Sendable, Equatable {
  package var format: SampleFormat?
  /// Frames a second.
  package var rateHz: Int?
  package var channels: Int?
  /// Whether this only stands in where the bytes do not say it: a regular file is then decoded by its own header, and a
  /// WAV stream whose header says otherwise is nothing to speak of.
  package var isFallback: Bool
  /// How much sound a device hands over at once, in seconds; nil for what suits its backend.
  package var fragmentSeconds: Double?

  package init(
    format: SampleFormat? = nil, rateHz: Int? = nil, channels: Int? = nil, isFallback: Bool = false,
    fragmentSeconds: Double? = nil
  ) {
    self.format = format
    self.rateHz = rateHz
    self.channels = channels
    self.isFallback = isFallback
    self.fragmentSeconds = fragmentSeconds
  }

  /// Whether anything was said that counts for a file with a header of its own.
  var isGiven: Bool { !isFallback && (format != nil || rateHz != nil || channels != nil) }
}
