import Glibc

/// A daemon that a test has started, and that ends with it.
///
/// Not Foundation's `Process`: that takes a child which closes what it inherited, as PulseAudio does, for one that has
/// ended, and then waits for its end before that of any other.
final class ServerProcess: @unchecked Sendable {
  /// The process; 0 where none runs.
  private(set) var identifier: pid_t = 0
  /// Whether it is a group of processes, which are signalled together.
  private var isGroup = false

  deinit { kill() }

  /// Starts `path`, whose output nobody sees, and which no signal is kept from.
  /// - Parameter isGroup: whether it starts others, which are to hear the same signals and to end with it.
  /// - Throws: `PulseServerFailure`
  func start(
    _ path: String, _ arguments: [String], environment: [String: String], isGroup: Bool = false
  ) throws {
    self.isGroup = isGroup
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | (isGroup ? POSIX_SPAWN_SETPGROUP : 0)))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in 0...2 as ClosedRange<Int32> {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    // Whatever is open for other tests would stay open as long as the daemon runs.
    for descriptor in 3...1000 as ClosedRange<Int32> {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + variables { free(text) } }
    let failure = posix_spawn(&identifier, path, &actions, &attributes, words, variables)
    guard failure == 0 else {
      identifier = 0
      throw PulseServerFailure(
        description: "\(path) cannot be started: \(String(cString: strerror(failure)))")
    }
  }

  func send(_ signal: Int32) {
    if identifier > 0 { Glibc.kill(isGroup ? -identifier : identifier, signal) }
  }

  func kill() {
    guard identifier > 0 else { return }
    send(SIGKILL)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) == -1, errno == EINTR {}
    identifier = 0
  }

  /// Waits until a client is let in at the socket `path`.
  /// - Throws: `PulseServerFailure` where the process ends before, or it takes longer than half a minute.
  func waitUntilListening(at path: String) throws {
    var status: Int32 = 0
    for _ in 0..<3000 {
      if Self.isListening(at: path) { return }
      if waitpid(identifier, &status, WNOHANG) == identifier {
        identifier = 0
        break
      }
      pause(milliseconds: 10)
    }
    kill()
    throw PulseServerFailure(description: "a daemon does not listen at \(path)")
  }

  private static func isListening(at path: String) -> Bool {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    precondition(
      bytes.count < MemoryLayout.size(ofValue: address.sun_path), "the path of a socket is short")
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}
