internal import Glibc

/// What `--input auto` comes to, and why.
package struct AutomaticInput: Sendable, Equatable {
  package var input: AudioInput
  /// For people: "hearing standard input, which is a pipe".
  package var remark: String

  /// Chooses: standard input where something is connected to it, else PulseAudio's default source, else ALSA's default.
  /// - Parameters:
  ///   - standardInput: what that is.
  ///   - backends: out of which "pulse" and "alsa" are asked, in this order.
  ///   - patienceSeconds: how long each may take.
  /// - Throws: `CaptureError.nothingToHear`
  package static func choose(
    standardInput: StandardInput = .current, backends: [any DeviceBackend.Type] = DeviceBackends.all,
    patienceSeconds: Double = 3
  ) throws(CaptureError) -> AutomaticInput {
    if standardInput.isConnected {
      return AutomaticInput(
        input: .standardInput, remark: "hearing standard input, which is a \(standardInput.rawValue)")
    }
    var reasons = [
      standardInput == .terminal ? "standard input is a terminal" : "nothing is connected to standard input"
    ]
    for input in [AudioInput.pulse(source: "@default"), .alsa(device: "default")] {
      guard let backend = backends.first(where: { input.description.hasPrefix($0.scheme + ":") }) else {
        continue
      }
      for listing in BackendListing.all(of: [backend], patienceSeconds: patienceSeconds) {
        if let fault = listing.fault {
          reasons.append("\(fault)")
        } else if listing.devices.isEmpty {
          reasons.append("\(listing.label) has no input")
        } else {
          let label = listing.devices.first(where: \.isDefault).map { " (\($0.label))" } ?? ""
          return AutomaticInput(
            input: input, remark: "hearing \(input)\(label), since \(reasons.joined(separator: ", and "))")
        }
      }
    }
    throw .nothingToHear(reasons: reasons)
  }
}

extension AudioInput {
  /// Whether it is a device, which goes on while nobody reads.
  package var isDevice: Bool {
    switch self {
    case .alsa, .pulse, .jack: true
    case .standardInput, .path, .demo, .tone, .auto: false
    }
  }
}

/// What the program was given to read.
package enum StandardInput: String, Sendable, CaseIterable {
  case terminal
  case pipe
  case file
  case socket
  /// `/dev/null`, another device or nothing at all.
  case nothing

  /// This process's own.
  package static var current: StandardInput {
    var status = stat()
    guard fstat(STDIN_FILENO, &status) == 0 else { return .nothing }
    switch status.st_mode & S_IFMT {
    case S_IFIFO: return .pipe
    case S_IFREG: return .file
    case S_IFSOCK: return .socket
    default: return isatty(STDIN_FILENO) == 1 ? .terminal : .nothing
    }
  }

  var isConnected: Bool {
    switch self {
    case .pipe, .file, .socket: true
    case .terminal, .nothing: false
    }
  }
}
