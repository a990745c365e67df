import Foundation

/// Folders of tests, with short names: the path of a socket has at most 107 bytes.
enum TestFolder {
  static func make() throws -> String {
    var template = Array("/tmp/mr-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw PulseServerFailure(description: "no folder can be made in /tmp")
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}
