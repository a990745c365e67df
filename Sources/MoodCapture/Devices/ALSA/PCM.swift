internal import Glibc
internal import MoodCore

/// What one device needs of ALSA, call by call: libasound, or a fake that fails when told to. One thread at a time.
protocol PCM: AnyObject, Sendable {
  /// Begins to choose among interleaved formats at rates that the device has by itself.
  func beginChoice() throws(PCMFailure)
  /// Each narrows what is open, or fails with EINVAL and leaves it as it was.
  func choose(_ encoding: PCMEncoding) throws(PCMFailure)
  /// The number nearest to `wanted` is chosen, and returned.
  func choose(channelsNear wanted: Int) throws(PCMFailure) -> Int
  /// The rate nearest to `wanted`, in Hz, is chosen, and returned.
  func choose(rateNear wanted: Int) throws(PCMFailure) -> Int
  /// Hands what was chosen to the device, and prepares it. Returns what it made of the wish.
  func install(_ wish: PCMBuffer) throws(PCMFailure) -> PCMBuffer

  func prepare() throws(PCMFailure)
  func start() throws(PCMFailure)
  /// Goes on after a suspended machine has woken; fails with EAGAIN while it has not, and with ENOSYS where the device
  /// has to be prepared anew.
  func resume() throws(PCMFailure)

  /// Writes up to `frames` frames; never waits, but fails with EAGAIN or returns 0 where there is none.
  func read(into bytes: UnsafeMutableRawPointer, frames: Int) throws(PCMFailure) -> Int
  /// Frames that could be read now.
  func availableFrames() throws(PCMFailure) -> Int

  /// What is to be polled for the device.
  func watched() throws(PCMFailure) -> [pollfd]
  /// Tells the device what `poll` has found.
  func notice(_ watched: [pollfd]) throws(PCMFailure)
}

/// A call of ALSA that failed.
struct PCMFailure: Error, Equatable {
  /// The errno, above 0.
  let number: Int32
}

/// The lengths of a device's buffer and of the periods in which it reports, in frames.
struct PCMBuffer: Equatable {
  var periodFrames: Int
  var bufferFrames: Int
}

/// The sample formats that are asked for, the best first; all little-endian.
enum PCMEncoding: CaseIterable {
  case float
  case s32
  /// Three bytes in the low end of four; the fourth is anything.
  case s24
  /// Three bytes.
  case s24Packed
  case s16

  /// The layout that decodes it, of `s24` after it was moved to the high end.
  var layout: SampleFormat {
    switch self {
    case .float: .f32le
    case .s32, .s24: .s32le
    case .s24Packed: .s24le
    case .s16: .s16le
    }
  }

  /// What the stream's format calls it.
  var name: String { self == .s24 ? SampleFormat.s24le.rawValue : layout.rawValue }
}
