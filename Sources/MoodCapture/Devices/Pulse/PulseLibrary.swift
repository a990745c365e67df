internal import CPulse

/// libpulse, loaded at the first use of PulseAudio or PipeWire: whoever listens to something else neither needs nor pays
/// for it.
enum PulseLibrary {
  /// - Throws: `DeviceFault.libraryMissing`
  static func load() throws(DeviceFault) -> UnsafePointer<mr_pulse> {
    guard let library = mr_pulse_load() else {
      throw .libraryMissing(library: "libpulse", package: "libpulse0")
    }
    return library
  }
}
