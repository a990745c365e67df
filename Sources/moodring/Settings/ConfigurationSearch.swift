import Glibc
import MoodConfiguration

/// Where the configuration file is looked for.
enum ConfigurationSearch {
  /// The value of `--config` that asks for no file at all.
  static let none = "none"

  /// The places in their order, as people write them.
  static let places = [
    "$XDG_CONFIG_HOME/moodring/moodring.json5", "~/.config/moodring/moodring.json5",
    "/etc/moodring/moodring.json5",
  ]

  /// The file that counts: the one asked for, else the first that there is; nil where there is none.
  /// - Parameter choice: the value of `--config`.
  /// - Throws: where the file asked for, or one that there is, cannot be read.
  static func file(_ choice: String?) throws(ConfigurationFault) -> (path: String, text: String)? {
    if let choice {
      return choice == none ? nil : (choice, try ConfigurationFile.text(path: choice))
    }
    for path in candidates(home: variable("HOME"), configurationHome: variable("XDG_CONFIG_HOME")) {
      do {
        return (path, try ConfigurationFile.text(path: path))
      } catch .unreadable(_, let number) where number == ENOENT || number == ENOTDIR {
        continue
      }
    }
    return nil
  }

  /// The files that are looked for, first ones first.
  static func candidates(home: String?, configurationHome: String?) -> [String] {
    let file = "/moodring/moodring.json5"
    // The XDG specification has relative paths ignored.
    func absolute(_ path: String?) -> String? { path.flatMap { $0.hasPrefix("/") ? $0 : nil } }
    let own = absolute(configurationHome) ?? absolute(home).map { $0 + "/.config" }
    return (own.map { [$0 + file] } ?? []) + ["/etc" + file]
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
