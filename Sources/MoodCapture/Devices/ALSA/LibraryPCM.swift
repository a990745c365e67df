internal import CALSA
internal import Glibc

/// A PCM of libasound.
final class LibraryPCM: PCM, @unchecked Sendable {
  /// Opening and closing may wait for ever: for a server that is frozen, or, in the plugin for PulseAudio, for one that
  /// died while the plugin held a fragment of it.
  private static let openings = PatientCalls(threadName: "mr-alsa-open")
  private static let closings = PatientCalls(threadName: "mr-alsa-close")

  /// May be used on any thread.
  private struct Handle: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  private let handle: OpaquePointer

  /// Opens a device; only after libasound was loaded.
  /// - Parameter configuration: read as an asoundrc is, in place of the machine's configuration.
  init(_ device: String, configuration: String?) throws(PCMFailure) {
    // An opening that hangs leaves a thread behind until the server thaws: one is enough. A closing that hangs is over for
    // good, and no reason not to open.
    guard !Self.openings.isAnyHanging else { throw PCMFailure(number: ETIMEDOUT) }
    let answer = Self.openings.make { () -> Result<Handle, PCMFailure> in
      var opened: OpaquePointer?
      let result = mr_alsa_open(&opened, device, configuration)
      guard result >= 0, let opened else {
        return .failure(PCMFailure(number: result < 0 ? -result : EINVAL))
      }
      return .success(Handle(pointer: opened))
    } late: { answer in
      if case .success(let handle) = answer { mr_alsa_close(handle.pointer) }
    }
    guard let answer else { throw PCMFailure(number: ETIMEDOUT) }
    handle = try answer.get().pointer
  }

  deinit {
    let handle = Handle(pointer: handle)
    _ = Self.closings.make { mr_alsa_close(handle.pointer) }
  }

  func beginChoice() throws(PCMFailure) { try check(mr_alsa_begin(handle)) }

  func choose(_ encoding: PCMEncoding) throws(PCMFailure) {
    let format =
      switch encoding {
      case .float: mr_alsa_float
      case .s32: mr_alsa_s32
      case .s24: mr_alsa_s24
      case .s24Packed: mr_alsa_s24_packed
      case .s16: mr_alsa_s16
      }
    try check(mr_alsa_choose_format(handle, format))
  }

  func choose(channelsNear wanted: Int) throws(PCMFailure) -> Int {
    try check(mr_alsa_choose_channels(handle, UInt32(wanted)))
  }

  func choose(rateNear wanted: Int) throws(PCMFailure) -> Int {
    try check(mr_alsa_choose_rate(handle, UInt32(wanted)))
  }

  func install(_ wish: PCMBuffer) throws(PCMFailure) -> PCMBuffer {
    var period = UInt(wish.periodFrames)
    var buffer = UInt(wish.bufferFrames)
    try check(mr_alsa_install(handle, &period, &buffer))
    return PCMBuffer(periodFrames: Int(period), bufferFrames: Int(buffer))
  }

  func prepare() throws(PCMFailure) { try check(mr_alsa_prepare(handle)) }

  func start() throws(PCMFailure) { try check(mr_alsa_start(handle)) }

  func resume() throws(PCMFailure) { try check(mr_alsa_resume(handle)) }

  func read(into bytes: UnsafeMutableRawPointer, frames: Int) throws(PCMFailure) -> Int {
    try check(mr_alsa_read(handle, bytes, UInt(frames)))
  }

  func availableFrames() throws(PCMFailure) -> Int { try check(mr_alsa_available(handle)) }

  func watched() throws(PCMFailure) -> [pollfd] {
    let count = try check(mr_alsa_watched_count(handle))
    var watched = [pollfd](repeating: pollfd(), count: count)
    let filled = try check(mr_alsa_watched(handle, &watched, UInt32(count)))
    return Array(watched.prefix(filled))
  }

  func notice(_ watched: [pollfd]) throws(PCMFailure) {
    var watched = watched
    try check(mr_alsa_events(handle, &watched, UInt32(watched.count)))
  }
}

/// The result of a call, which is a negative errno where it failed.
@discardableResult
private func check(_ result: some BinaryInteger) throws(PCMFailure) -> Int {
  if result < 0 { throw PCMFailure(number: Int32(-Int(result))) }
  return Int(result)
}
