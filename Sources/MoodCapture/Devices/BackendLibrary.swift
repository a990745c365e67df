/// A library that reaches devices and is loaded at first use: whoever listens to something else neither needs nor pays for
/// it.
struct BackendLibrary {
  /// As the loader knows it: "libpulse.so.0".
  var name: String
  /// What Debian calls it: "libpulse0".
  var package: String

  static let pulse = BackendLibrary(name: "libpulse.so.0", package: "libpulse0")
  static let alsa = BackendLibrary(name: "libasound.so.2", package: "libasound2")
  static let jack = BackendLibrary(name: "libjack.so.0", package: "libjack-jackd2-0")

  /// Why it cannot be used.
  /// - Parameter message: of the loader, which names no number: a library that is not there is told from one that could
  ///   not be opened by its words, which are not translated as long as nobody calls `setlocale`.
  func fault(_ message: String) -> DeviceFault {
    let reason = message.hasPrefix(name + ": ") ? String(message.dropFirst(name.count + 2)) : message
    return reason.hasSuffix("No such file or directory")
      ? .libraryMissing(library: name, package: package) : .failed(device: name, reason: reason)
  }
}
