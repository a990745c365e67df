internal import Glibc

/// Why a configuration file cannot be read, or may not say what it says.
package enum ConfigurationFault: Error, Equatable {
  case unreadable(file: String, errno: Int32)
  case tooLong(file: String, limitBytes: Int)
  case notUTF8(file: String)
  case notJSON5(file: String, JSON5Fault)
  /// No key is called that; `nearest` is the one that may have been meant.
  case unknownKey(file: String, path: String, nearest: String?)
  /// `path` is nil for the whole file.
  case wrongValue(file: String, path: String?, found: String, expected: String)
  /// A value of the right kind that its reader refuses; `reason` is the reader's sentence.
  case refused(file: String, path: String, reason: String)
}

extension ConfigurationFault: CustomStringConvertible {
  /// One sentence for people.
  package var description: String {
    switch self {
    case .unreadable(let file, let number):
      "the configuration \(file) cannot be read: \(String(cString: strerror(number)))"
    case .tooLong(let file, let limit):
      "the configuration \(file) is longer than \(limit >> 20) MiB, expected a few lines of JSON5"
    case .notUTF8(let file):
      "the configuration \(file) is no text in UTF-8, expected JSON5"
    case .notJSON5(let file, let fault):
      "the configuration \(file) is no JSON5 at \(fault)"
    case .unknownKey(let file, let path, let nearest):
      "the configuration \(file) has an unknown key \(JSONTree.shown(path))"
        + (nearest.map { ", did you mean \($0)?" } ?? ", expected those of the manual")
    case .wrongValue(let file, let path, let found, let expected):
      "the configuration \(file) has \(found)\(path.map { " at \($0)" } ?? ""), expected \(expected)"
    case .refused(let file, let path, let reason):
      "the configuration \(file) is wrong at \(path): \(reason)"
    }
  }
}
