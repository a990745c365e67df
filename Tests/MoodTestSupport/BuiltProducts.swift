import Glibc

/// Where the executables lie that were built together with the running tests.
package enum BuiltProducts {
  /// Path of the executable product `name`, beside the test bundle.
  package static func path(of name: String) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    precondition(length > 0, "the running program has no path")
    let path = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path[..<path.lastIndex(of: "/")!] + "/" + name
  }
}
