import Foundation

/// A PulseAudio daemon of one's own, or PipeWire in its place: with a folder, a socket and modules that nobody else knows
/// of.
///
/// It starts without any source or sink; whoever needs one loads it. All calls wait until they have been done. One
/// thread at a time.
package final class PulseServer: @unchecked Sendable {
  package enum Program: Sendable {
    case pulseAudio
    /// With a session manager and a message bus of its own.
    case pipeWire

    fileprivate var paths: [String] {
      switch self {
      case .pulseAudio: ["/usr/bin/pulseaudio"]
      case .pipeWire:
        [
          "/usr/bin/dbus-run-session", "/usr/bin/dbus-daemon", "/usr/bin/pipewire",
          "/usr/bin/wireplumber",
          "/usr/bin/pipewire-pulse",
        ]
      }
    }

    fileprivate func arguments(socket: String) -> [String] {
      switch self {
      case .pulseAudio:
        [
          "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--high-priority=no",
          "--realtime=no", "--log-target=stderr", "--log-level=error",
          "-L", "module-native-protocol-unix socket=\(socket) auth-anonymous=1",
        ]
      case .pipeWire: ["--", "/bin/sh", "-c", "pipewire & wireplumber & pipewire-pulse & wait"]
      }
    }
  }

  /// Whether PulseAudio and the program that talks to it are installed (Debian: pulseaudio, pulseaudio-utils).
  package static let isInstalled = isInstalled(.pulseAudio)

  /// Whether this server and the program that talks to it are installed.
  package static func isInstalled(_ program: Program) -> Bool {
    (program.paths + [control]).allSatisfy(FileManager.default.isExecutableFile)
  }

  private static let control = "/usr/bin/pactl"

  /// A folder for the files of a test, removed with everything in it at the end.
  package let folder: String
  /// What a client calls the server: "unix:/…".
  package let socket: String
  private let program: Program
  private let socketPath: String
  private let process = ServerProcess()
  private var fifos: [String] = []
  private var modules: [(number: Int, text: String)] = []

  /// Starts the daemon and waits until it answers.
  /// - Throws: `PulseServerFailure`
  package init(_ program: Program = .pulseAudio) throws {
    self.program = program
    folder = try TestFolder.make()
    socketPath = program == .pulseAudio ? "\(folder)/native" : "\(folder)/pulse/native"
    socket = "unix:\(socketPath)"
    do { try start() } catch {
      TestFolder.remove(folder)
      throw error
    }
  }

  deinit {
    process.kill()
    TestFolder.remove(folder)
  }

  /// The environment in which a program meets this server and no other.
  package var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment.merge([
      "XDG_RUNTIME_DIR": folder, "XDG_CONFIG_HOME": folder, "HOME": folder, "PULSE_SERVER": socket,
      // Otherwise the daemon starts a message bus that outlives it.
      "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
    ]) { $1 }
    for name in ["PULSE_SOURCE", "PULSE_SINK", "PULSE_COOKIE"] { environment[name] = nil }
    return environment
  }

  /// The daemon's process.
  package var processIdentifier: Int32 { process.identifier }

  /// Loads a module, again after every `restart`: `load("module-null-sink sink_name=nul rate=48000")`.
  /// - Returns: its number, for `unload`, until the next `restart`.
  @discardableResult
  package func load(_ module: String) throws -> Int {
    let number = try loadOnce(module)
    modules.append((number, module))
    return number
  }

  /// Removes a module, and with it its sources and sinks.
  package func unload(_ number: Int) throws {
    try pactl(["unload-module", String(number)])
    modules.removeAll { $0.number == number }
  }

  /// Loads a source that plays what is written to the FIFO of which the path is returned, as float32le. A `restart`
  /// makes the FIFO anew: whoever writes opens it again.
  package func loadPipeSource(_ name: String, rateHz: Int, channels: Int) throws -> String {
    let path = "\(folder)/\(name).fifo"
    fifos.append(path)
    try load(
      "module-pipe-source source_name=\(name) file=\(path) format=float32le rate=\(rateHz) channels=\(channels)"
    )
    return path
  }

  /// Runs `pactl`, which speaks of everything that a user does to a server: `pactl(["set-default-source", "x"])`.
  @discardableResult
  package func pactl(_ arguments: [String]) throws -> Subprocess {
    let run = try Subprocess.run(Self.control, arguments, environment: environment)
    guard run.status == 0 else {
      throw PulseServerFailure(
        description: "pactl \(arguments.joined(separator: " ")): \(run.errors)")
    }
    return run
  }

  /// Sends the daemon a signal: SIGSTOP freezes it, SIGCONT thaws it.
  package func stop(_ signal: Int32 = SIGSTOP) { process.send(signal) }

  /// Ends the daemon as a crash would.
  package func kill() { process.kill() }

  /// Starts the daemon again at the same socket, with the modules that had been loaded and not removed since.
  package func restart() throws {
    process.kill()
    // The module refuses a file that exists.
    for path in fifos { unlink(path) }
    try start()
    for index in modules.indices { modules[index].number = try loadOnce(modules[index].text) }
  }

  private func start() throws {
    try process.start(
      program.paths[0], program.arguments(socket: socketPath), environment: environment,
      isGroup: program == .pipeWire)
    try process.waitUntilListening(at: socketPath)
  }

  private func loadOnce(_ module: String) throws -> Int {
    let run = try pactl(["load-module"] + module.split(separator: " ").map(String.init))
    guard let number = Int(run.text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw PulseServerFailure(description: "pactl load-module \(module) printed \(run.text)")
    }
    return number
  }
}

/// A daemon that cannot be had, in a sentence.
package struct PulseServerFailure: Error, CustomStringConvertible {
  package let description: String
}
