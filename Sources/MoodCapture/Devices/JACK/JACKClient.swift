internal import CJACK

/// A client of a JACK server, until it is closed.
final class JACKClient: @unchecked Sendable {
  /// libjack makes one call at a time.
  static let calls = PatientCalls(threadName: "mr-jack")

  private let client: JACKHandle
  private var isOpen = true

  /// Loads libjack at the first call. Never starts a server, and gives one up that does not answer.
  /// - Parameter server: the server's name; nil for the one that the user's environment names.
  init(server: String?) throws(DeviceFault) {
    if let message = mr_jack_load() { throw BackendLibrary.jack.fault(String(cString: message)) }
    let name = server.map { " called \($0)" } ?? ""
    let answer: JACKHandle?? =
      Self.calls.isAnyHanging
      ? nil
      : Self.calls.make {
        mr_jack_open("moodring", server).map(JACKHandle.init)
      } late: { client in
        if let client { mr_jack_close(client.pointer) }
      }
    guard let answer else {
      throw .serverUnavailable(server: JACKBackend.label, reason: "the server\(name) has not replied in time")
    }
    guard let client = answer else {
      throw .serverUnavailable(server: JACKBackend.label, reason: "no server\(name) runs")
    }
    self.client = client
  }

  deinit { close(keeping: nil) }

  var handle: OpaquePointer { client.pointer }

  /// Ends all callbacks; they are over when this returns, or else `link` is kept until they are.
  func close(keeping link: JACKLink?) {
    if !isOpen { return }
    isOpen = false
    _ = Self.calls.make { [client] in
      mr_jack_close(client.pointer)
      withExtendedLifetime(link) {}
    }
  }

  /// Has the server call `link` from now on.
  /// - Returns: whether it will.
  func activate(_ link: JACKLink) throws(DeviceFault) -> Bool {
    try ask(keeping: link) { client in
      var callbacks = mr_jack_callbacks(link)
      return mr_jack_activate(client.pointer, &callbacks)
    }
  }

  /// Connects the port `source` of another client with one of this one's.
  /// - Returns: whether they are connected.
  func connect(_ source: String, to port: OpaquePointer) throws(DeviceFault) -> Bool {
    let port = JACKHandle(pointer: port)
    return try ask(keeping: nil) { mr_jack_connect($0.pointer, source, port.pointer) }
  }

  /// A call that is given up is libjack's until it returns, and closes the client then.
  private func ask(
    keeping link: JACKLink?, _ question: @escaping @Sendable (JACKHandle) -> Bool
  ) throws(DeviceFault) -> Bool {
    let answer = Self.calls.make(
      { [client] in question(client) },
      late: { [client] _ in
        mr_jack_close(client.pointer)
        withExtendedLifetime(link) {}
      })
    guard let answer else {
      isOpen = false
      throw .serverUnavailable(server: JACKBackend.label, reason: "the server has not replied in time")
    }
    return answer
  }

  /// Frames a second.
  var rateHz: Int { Int(mr_jack_rate(handle)) }

  /// All ports of other clients from which sound comes, in the server's order.
  func ports() -> [JACKPort] {
    var ports: [JACKPort] = []
    withUnsafeMutablePointer(to: &ports) { mr_jack_list(handle, collect, $0) }
    return ports
  }
}

/// What libjack hands out, whose calls may be made on any thread.
struct JACKHandle: @unchecked Sendable {
  let pointer: OpaquePointer
}

/// A port from which sound comes.
struct JACKPort: Equatable {
  /// With its client: "system:capture_1".
  var name: String
  /// Whether it is an input of the machine, rather than another program.
  var isPhysical: Bool
}

// A free function, since C calls it.
private func collect(_ name: UnsafePointer<CChar>?, _ isPhysical: Bool, _ context: UnsafeMutableRawPointer?) {
  guard let name, let ports = context?.assumingMemoryBound(to: [JACKPort].self) else { return }
  ports.pointee.append(JACKPort(name: String(cString: name), isPhysical: isPhysical))
}
