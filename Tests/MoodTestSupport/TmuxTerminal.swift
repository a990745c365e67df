import Foundation

/// A terminal of some size in which a shell command runs, and what stands on it. It ends with its owner.
package final class TmuxTerminal {
  private let server = ServerProcess()
  private let folder: String
  private let environment: [String: String]

  /// - Parameters:
  ///   - command: of `sh`; what it leaves on the terminal can be read after its end too.
  ///   - environment: replaces the inherited one, but for `PATH`.
  package init(columns: Int, rows: Int, _ command: String, environment: [String: String] = [:]) throws {
    folder = try TestFolder.make()
    self.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
      "TERM": "xterm-256color", "HOME": folder, "XDG_CONFIG_HOME": "/nowhere",
      // What Swift prints of a crash would push away what is looked for.
      "SWIFT_BACKTRACE": "enable=no",
    ].merging(environment) { $1 }
    try "set -g status off\nset -g remain-on-exit on\n".write(
      toFile: folder + "/tmux.conf", atomically: true, encoding: .utf8)
    try server.start(
      "/usr/bin/tmux", ["-D", "-u", "-S", folder + "/tmux", "-f", folder + "/tmux.conf"],
      environment: self.environment)
    try server.waitUntilListening(at: folder + "/tmux")
    let started = try tell(["new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command])
    guard started.status == 0 else {
      throw PulseServerFailure(description: "tmux opens no terminal: \(started.errors)")
    }
  }

  deinit {
    server.kill()
    TestFolder.remove(folder)
  }

  /// The characters on it, line by line.
  /// - Parameter withStyles: whether the control sequences of colours stand among them.
  package func text(withStyles: Bool = false) throws -> String {
    try tell(["capture-pane", "-p"] + (withStyles ? ["-e"] : [])).text
  }

  /// Waits until what stands on it is as wanted, for half a minute at most.
  /// - Returns: what stands on it then.
  package func wait(until isAsWanted: (String) -> Bool) throws -> String {
    var text = ""
    for _ in 0..<600 {
      text = try self.text()
      if isAsWanted(text) { return text }
      pause(milliseconds: 50)
    }
    return text
  }

  package func resize(columns: Int, rows: Int) throws {
    _ = try tell(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// Types a key by tmux's name for it, such as `C-c`.
  package func type(_ key: String) throws { _ = try tell(["send-keys", key]) }

  /// What tmux says of its terminal, such as `alternate_on`.
  package func fact(_ name: String) throws -> String {
    try tell(["display-message", "-p", "#{\(name)}"]).text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func tell(_ words: [String]) throws -> Subprocess {
    try Subprocess.run("/usr/bin/tmux", ["-S", folder + "/tmux"] + words, environment: environment)
  }
}
