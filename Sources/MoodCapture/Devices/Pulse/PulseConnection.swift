internal import CPulse
internal import MoodCore
internal import MoodRealtime

/// A connection to a PulseAudio server, or to PipeWire, which speaks the same protocol.
///
/// libpulse's main loop turns only inside the calls of this class, so that all its callbacks come on the calling thread.
/// One thread at a time; `wake` may come from any.
final class PulseConnection: @unchecked Sendable {
  /// How long a server may take to answer anything. One that is frozen lets clients connect and then says nothing.
  private static let patienceSeconds = 2.0
  /// A turn of the main loop lasts no longer, so that an interruption that cannot wake it is seen.
  private static let longestTurnMicroseconds: Int32 = 50_000

  let library: UnsafePointer<mr_pulse>
  let context: OpaquePointer
  /// The server as people know it.
  let server: String
  private let loop: OpaquePointer
  private let interruption: Interruption?

  /// Connects.
  /// - Parameters:
  ///   - server: as `PULSE_SERVER` names it, which libpulse reads itself where this is nil.
  ///   - interruption: ends the waiting.
  /// - Throws: `DeviceFault`
  init(server: String?, interruption: Interruption?) throws(DeviceFault) {
    if let message = mr_pulse_load() { throw BackendLibrary.pulse.fault(String(cString: message)) }
    guard let library = mr_pulse_functions() else {
      preconditionFailure("a library that was loaded has its functions")
    }
    self.library = library
    self.interruption = interruption
    self.server = server.map { "the PulseAudio server \($0)" } ?? "PulseAudio"
    let properties = library.pointee.proplist_new()
    defer { library.pointee.proplist_free(properties) }
    for (key, value) in [
      (PA_PROP_APPLICATION_NAME, ProgramIdentity.name),
      (PA_PROP_APPLICATION_VERSION, ProgramIdentity.version),
      (PA_PROP_APPLICATION_ID, ProgramIdentity.name),
    ] { _ = library.pointee.proplist_sets(properties, key, value) }
    guard let loop = library.pointee.mainloop_new() else {
      throw .failed(device: "libpulse", reason: "it has neither memory nor a descriptor for a main loop")
    }
    guard
      let context = library.pointee.context_new_with_proplist(
        library.pointee.mainloop_get_api(loop), ProgramIdentity.name, properties)
    else {
      library.pointee.mainloop_free(loop)
      throw .failed(device: "libpulse", reason: "it has no memory for a connection")
    }
    self.loop = loop
    self.context = context
    // A server that is started by its clients would come back by itself whenever somebody ends it.
    guard library.pointee.context_connect(context, server, PA_CONTEXT_NOAUTOSPAWN, nil) >= 0 else {
      throw unavailable()
    }
    try wait { () throws(DeviceFault) in
      switch library.pointee.context_get_state(context) {
      case PA_CONTEXT_READY: true
      case PA_CONTEXT_FAILED, PA_CONTEXT_TERMINATED: throw unavailable()
      default: false
      }
    }
  }

  deinit {
    library.pointee.context_disconnect(context)
    library.pointee.context_unref(context)
    library.pointee.mainloop_free(loop)
  }

  /// Whether the server is still there.
  var isAlive: Bool { library.pointee.context_get_state(context) == PA_CONTEXT_READY }

  /// What went wrong last, in the words of libpulse.
  var reason: String {
    library.pointee.strerror(library.pointee.context_errno(context)).map { String(cString: $0) } ?? "unknown"
  }

  /// Makes a turn of the main loop end at once, now or next. Any thread.
  func wake() { library.pointee.mainloop_wakeup(loop) }

  /// One turn of the main loop: waits until the server has something to say, at most so long, and deals with it.
  func turn(microseconds: Int32) {
    guard library.pointee.mainloop_prepare(loop, microseconds) >= 0,
      library.pointee.mainloop_poll(loop) >= 0
    else { return }
    _ = library.pointee.mainloop_dispatch(loop)
  }

  /// Turns the main loop until `isDone`.
  /// - Throws: `DeviceFault` where the server takes too long or ends, and what `isDone` throws.
  func wait(until isDone: () throws(DeviceFault) -> Bool) throws(DeviceFault) {
    let start = MonotonicClock.nanoseconds()
    while try !isDone() {
      if interruption?.isRequested == true {
        throw .serverUnavailable(server: server, reason: "the waiting was interrupted")
      }
      guard Double(MonotonicClock.nanoseconds() - start) < Self.patienceSeconds * 1e9 else {
        throw .serverUnavailable(
          server: server, reason: "it has said nothing for \(Int(Self.patienceSeconds)) seconds")
      }
      turn(microseconds: Self.longestTurnMicroseconds)
    }
  }

  /// Asks the server something and waits for the answer.
  /// - Parameter question: is put to the server; what it calls back collects the answer.
  func ask(_ question: (mr_pulse, OpaquePointer) -> OpaquePointer?) throws(DeviceFault) {
    guard let operation = question(library.pointee, context) else { throw unavailable() }
    defer {
      // Without it an answer that comes too late would be written where nobody collects it any more.
      library.pointee.operation_cancel(operation)
      library.pointee.operation_unref(operation)
    }
    try wait { () throws(DeviceFault) in
      guard isAlive else { throw unavailable() }
      return library.pointee.operation_get_state(operation) != PA_OPERATION_RUNNING
    }
  }

  private func unavailable() -> DeviceFault {
    library.pointee.context_errno(context) == Int32(PA_ERR_ACCESS.rawValue)
      ? .permissionDenied(device: server) : .serverUnavailable(server: server, reason: reason)
  }
}
