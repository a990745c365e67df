package import MoodCore

/// Where samples come from. One thread reads; `interrupt` may come from any.
///
/// How many frames a caller asks for at once never changes what a source delivers, unless it is live.
/// `checkAudioSource` in MoodTestSupport holds a source to all of this.
package protocol AudioSource: AnyObject, Sendable {
  /// The form in which `read` delivers, fixed from opening on.
  var format: AudioFormat { get }

  /// Whether the world goes on while nobody reads: true for devices, false for files and standard input.
  var isLive: Bool { get }

  /// Sentences for people about what was odd, complete after the end: bytes that made no whole frame, a header that
  /// promised more. For the reading thread.
  var notices: [String] { get }

  /// Waits for audio and writes up to `frames` interleaved frames of nominal range −1…1 to `samples`.
  ///
  /// May deliver fewer frames than asked, and NaN, infinities or values out of range where the input holds them.
  /// - Returns: the frames written, at least 1; 0 at the end and after `interrupt`, and from then on.
  /// - Throws: `CaptureError` where the input cannot be read or decoded any further.
  func read(into samples: UnsafeMutablePointer<Float>, frames: Int) throws -> Int

  /// Like `read`, and tells besides what happened to a device, each thing before the frames that follow it.
  func next(into samples: UnsafeMutablePointer<Float>, frames: Int) throws -> SourceReading

  /// What was found out about a device so far. For the reading thread.
  var condition: SourceCondition { get }

  /// Says, before the first read, after how many frames nobody will read on, missing ones included: a device that is away
  /// then need not come back for the end.
  func limit(frames: Int64)

  /// Makes a read in progress return soon and all later ones return 0. Any thread.
  func interrupt()
}

extension AudioSource {
  package func next(into samples: UnsafeMutablePointer<Float>, frames: Int) throws -> SourceReading {
    let count = try read(into: samples, frames: frames)
    return count == 0 ? .end : .frames(count)
  }

  package var condition: SourceCondition { SourceCondition() }

  package func limit(frames: Int64) {}
}

/// What one `next` of a source has come to.
package enum SourceReading: Sendable, Equatable {
  /// So many frames, at least 1.
  case frames(Int)
  /// So many frames, at least 1, are missing before those of the next reading.
  case gap(frames: Int64, GapCause)
  case device(DeviceChange)
  case end
}

/// What is known of a device beyond its samples.
package struct SourceCondition: Sendable, Equatable {
  /// Times that it reported frames as lost.
  package var overruns: Int64 = 0
  /// By how much its clock is faster than the monotonic one, in parts per million; nil where that is not measured, or
  /// not for long enough.
  package var clockPpm: Double?
}
