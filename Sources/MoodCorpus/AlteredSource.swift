internal import MoodCapture
internal import MoodCore
internal import MoodRealtime

/// A recording that was changed as a whole before it is heard: one channel, at its own rate.
final class AlteredSource: AudioSource, @unchecked Sendable {
  let format: AudioFormat
  let isLive = false
  let notices: [String]

  private static let blockFrames = 4096

  private let samples: [Float]
  /// Samples delivered; for the reading thread.
  private var delivered = 0

  /// Reads `source` to its end, mixes its channels and changes them; samples that are no finite numbers are taken as 0.
  /// - Throws: `CaptureError`, or what the alteration throws.
  init(_ source: any AudioSource, _ alteration: ClipAnalysis.Alteration) throws {
    let channels = source.format.channels
    let block = SampleBuffer(count: Self.blockFrames * channels)
    let share = 1 / Float(channels)
    var mono: [Float] = []
    while true {
      let got = try source.read(into: block.base, frames: Self.blockFrames)
      if got == 0 { break }
      for frame in 0..<got {
        var sum: Float = 0
        for channel in 0..<channels {
          let sample = block.base[frame * channels + channel]
          // Divided before it is added, so that no sum overflows.
          if sample.isFinite { sum += sample * share }
        }
        mono.append(sum)
      }
    }
    format = AudioFormat(encoding: source.format.encoding, rateHz: source.format.rateHz, channels: 1)
    notices = source.notices
    samples = try alteration.apply(mono, format.rateHz)
  }

  func read(into target: UnsafeMutablePointer<Float>, frames: Int) throws -> Int {
    let count = min(frames, samples.count - delivered)
    for index in 0..<count { target[index] = samples[delivered + index] }
    delivered += count
    return count
  }

  /// Nothing waits: all of it is there.
  func interrupt() {}
}
