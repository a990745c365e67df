internal import CPulse
internal import MoodCore
internal import MoodRealtime
internal import Synchronization

/// A source of a PulseAudio server, heard at its own rate and with its own channels; volume and mute are left alone.
///
/// Where the source is changed to another rate while it is heard, the server resamples. All but `interrupt` on one thread.
final class PulseDevice: CaptureDevice, @unchecked Sendable {
  /// How much the server sends at once where nothing is said: less wakes everybody more often, more comes later.
  static let standardFragmentSeconds = 0.02
  /// How long a reading waits before it says that nothing comes.
  private static let patienceNanoseconds: UInt64 = 1_000_000_000

  private(set) var name: String
  let format: AudioFormat

  private let choice: PulseChoice
  private let connection: PulseConnection
  private let stream: OpaquePointer
  private let bytesPerFrame: Int
  private let notices: PulseNotices
  private var defaults: PulseDefaults
  private var watch: OverflowWatch
  /// The part of libpulse's present fragment that was not read yet.
  private var fragment = UnsafeRawBufferPointer(start: nil, count: 0)
  private let isInterrupted = Atomic<Bool>(false)

  /// Begins to listen.
  /// - Parameters:
  ///   - server: as `PULSE_SERVER` names it, which libpulse reads itself where this is nil.
  ///   - fragmentSeconds: how much the server sends at once.
  ///   - interruption: ends the waiting for the server.
  init(
    _ choice: PulseChoice, server: String?, fragmentSeconds: Double, interruption: Interruption?
  ) throws(DeviceFault) {
    self.choice = choice
    connection = try PulseConnection(server: server, interruption: interruption)
    notices = PulseNotices()
    if choice.followsDefaults { try notices.subscribe(to: connection) }
    defaults = try connection.defaults()
    let wanted = try choice.source(of: connection, defaults: defaults)
    guard let source = try connection.source(wanted) else {
      throw .gone(device: PulseBackend.input(wanted), reason: "the server has no such source")
    }
    let rateHz = Int(source.specification.rate)
    let channels = Int(source.specification.channels)
    guard rateHz > 0, channels > 0 else {
      throw .unusable(device: PulseBackend.input(wanted), found: "\(channels) channels at \(rateHz) Hz")
    }
    format = AudioFormat(encoding: "f32le", rateHz: rateHz, channels: channels)
    bytesPerFrame = channels * MemoryLayout<Float>.size
    name = PulseBackend.input(wanted)
    watch = OverflowWatch(rateHz: rateHz)
    stream = try Self.record(
      source, choice, over: connection, notices: notices,
      fragmentBytes: bytesPerFrame * max(1, Int(fragmentSeconds * Double(rateHz))))
    name = currentName
  }

  deinit {
    let library = connection.library.pointee
    library.stream_set_moved_callback(stream, nil, nil)
    library.context_set_subscribe_callback(connection.context, nil, nil)
    _ = library.stream_disconnect(stream)
    library.stream_unref(stream)
  }

  func read(into samples: UnsafeMutablePointer<Float>, frames: Int) throws(DeviceFault) -> DeviceReading {
    let begin = MonotonicClock.nanosecondsWithSuspend()
    while true {
      if isInterrupted.load(ordering: .acquiring) { return .interrupted }
      if let name = try follow() { return .moved(to: name) }
      let hole = try fetch()
      if hole > 0 { return .lost(frames: Int64(hole / bytesPerFrame), .overrun) }
      let now = MonotonicClock.nanosecondsWithSuspend()
      if !fragment.isEmpty {
        let lost = watch.framesLost(at: now)
        if lost > 0 { return .lost(frames: lost, .overrun) }
        let count = take(into: samples, frames: frames)
        watch.hear(frames: count)
        return .frames(count)
      }
      guard now - begin < Self.patienceNanoseconds else { return .nothing }
      connection.turn(microseconds: Int32((Self.patienceNanoseconds - (now - begin)) / 1000) + 1)
    }
  }

  func interrupt() {
    isInterrupted.store(true, ordering: .releasing)
    connection.wake()
  }

  // MARK: -

  /// Looks for the next fragment where there is none.
  /// - Returns: the bytes of a hole in what was recorded; 0 where there is none.
  private func fetch() throws(DeviceFault) -> Int {
    let library = connection.library.pointee
    guard library.stream_get_state(stream) == PA_STREAM_READY else {
      throw .gone(
        device: name,
        reason: connection.isAlive ? "its source was removed" : "the server has ended")
    }
    guard fragment.isEmpty, library.stream_readable_size(stream) > 0 else { return 0 }
    var data: UnsafeRawPointer?
    var bytes = 0
    guard library.stream_peek(stream, &data, &bytes) >= 0 else {
      throw .failed(device: name, reason: connection.reason)
    }
    fragment = UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : bytes)
    if fragment.isEmpty, bytes > 0 { _ = library.stream_drop(stream) }
    return fragment.isEmpty ? bytes : 0
  }

  private func take(into samples: UnsafeMutablePointer<Float>, frames: Int) -> Int {
    let count = min(frames, fragment.count / bytesPerFrame)
    let bytes = count * bytesPerFrame
    UnsafeMutableRawBufferPointer(start: samples, count: bytes)
      .copyMemory(from: UnsafeRawBufferPointer(rebasing: fragment[..<bytes]))
    fragment = UnsafeRawBufferPointer(rebasing: fragment[bytes...])
    if fragment.count < bytesPerFrame {
      fragment = UnsafeRawBufferPointer(start: nil, count: 0)
      _ = connection.library.pointee.stream_drop(stream)
    }
    return count
  }

  /// Follows the server's default where it has moved.
  /// - Returns: the new name where another source is heard now.
  private func follow() throws(DeviceFault) -> String? {
    if notices.takeChange() {
      let now = try connection.defaults()
      let before = defaults
      defaults = now
      if let source = try choice.source(of: connection, before: before, now: now) {
        try move(to: source)
      }
    }
    guard notices.takeMove() else { return nil }
    let before = name
    name = currentName
    return name == before ? nil : name
  }

  /// Asks the server to let this stream hear another source; recent servers have often done so by themselves.
  private func move(to source: String) throws(DeviceFault) {
    guard PulseBackend.input(source) != currentName else { return }
    let index = connection.library.pointee.stream_get_index(stream)
    try connection.ask { library, context in
      library.context_move_source_output_by_name(context, index, source, nil, nil)
    }
  }

  /// What the server says is heard.
  private var currentName: String {
    connection.library.pointee.stream_get_device_name(stream).map { PulseBackend.input(String(cString: $0)) }
      ?? name
  }

  private static func record(
    _ source: PulseSource, _ choice: PulseChoice, over connection: PulseConnection, notices: PulseNotices,
    fragmentBytes: Int
  ) throws(DeviceFault) -> OpaquePointer {
    let library = connection.library.pointee
    let device = PulseBackend.input(source.name)
    var specification = source.specification
    specification.format = PA_SAMPLE_FLOAT32LE
    var map = source.channelMap
    guard let stream = library.stream_new(connection.context, "music and speech", &specification, &map) else {
      throw .unusable(
        device: device, found: "\(specification.channels) channels at \(specification.rate) Hz")
    }
    notices.watchMoves(of: stream, over: connection)
    // The longest queue that the server allows: it holds what comes while nobody reads.
    var attributes = pa_buffer_attr(
      maxlength: ~0, tlength: ~0, prebuf: ~0, minreq: ~0, fragsize: UInt32(fragmentBytes))
    let begun = library.stream_connect_record(
      stream, choice.leavesChoiceToServer ? nil : source.name, &attributes, choice.flags)
    do throws(DeviceFault) {
      guard begun >= 0 else { throw fault(of: connection, device) }
      try connection.wait { () throws(DeviceFault) in
        switch library.stream_get_state(stream) {
        case PA_STREAM_READY: return true
        case PA_STREAM_FAILED, PA_STREAM_TERMINATED: throw fault(of: connection, device)
        default: return false
        }
      }
    } catch {
      library.stream_set_moved_callback(stream, nil, nil)
      library.stream_unref(stream)
      throw error
    }
    return stream
  }

  /// Why a stream could not begin.
  private static func fault(of connection: PulseConnection, _ device: String) -> DeviceFault {
    let code = connection.library.pointee.context_errno(connection.context)
    return switch UInt32(bitPattern: code) {
    case PA_ERR_ACCESS.rawValue: .permissionDenied(device: device)
    case PA_ERR_BUSY.rawValue: .busy(device: device)
    case PA_ERR_NOENTITY.rawValue: .gone(device: device, reason: "the server has no such source")
    case PA_ERR_CONNECTIONTERMINATED.rawValue: .gone(device: device, reason: "the server has ended")
    default: .failed(device: device, reason: connection.reason)
    }
  }
}
