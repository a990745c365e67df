internal import MoodCapture
internal import MoodCore

/// A recording played faster or slower, as a tape would be: time, pitch and tempo change together.
///
/// The samples are the recording's own; only the rate that they claim is another, so that the resampler behind does
/// the rest.
final class SpeedSource: AudioSource {
  let format: AudioFormat
  var isLive: Bool { source.isLive }
  var notices: [String] { source.notices }

  private let source: any AudioSource

  /// - Parameter speed: 1.1 is a tenth faster and 1.65 semitones higher; the claimed rate is rounded to whole Hz.
  init(_ source: any AudioSource, speed: Double) {
    var format = source.format
    format.rateHz = Int((Double(format.rateHz) * speed).rounded())
    self.format = format
    self.source = source
  }

  func read(into samples: UnsafeMutablePointer<Float>, frames: Int) throws -> Int {
    try source.read(into: samples, frames: frames)
  }

  func interrupt() { source.interrupt() }
}
