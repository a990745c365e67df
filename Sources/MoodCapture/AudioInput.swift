internal import Glibc

/// The registry of inputs: what `--input` can name.
package enum AudioInput: Sendable, Equatable {
  /// `-`
  case standardInput
  /// An audio file, a FIFO or a device node.
  case path(String)
  case demo
  /// `tone:HZ`
  case tone(hz: Double)
  /// `alsa:DEVICE`
  case alsa(device: String)
  /// `pulse:SOURCE`
  case pulse(source: String)
  /// `jack:PORT`
  case jack(port: String)
  /// What `AutomaticInput` chooses.
  case auto

  /// Reads the value of `--input`. A file with the name of another input is written `./demo`.
  /// - Throws: `CaptureError.unknownInput`, `CaptureError.toneOutOfRange`
  package init(_ text: String) throws {
    func argument(of prefix: String) -> String? {
      text.hasPrefix(prefix + ":") ? String(text.dropFirst(prefix.count + 1)) : nil
    }
    if let frequency = argument(of: "tone") {
      guard let hz = Double(frequency), hz > 0, hz < Double(ToneSource.rateHz) / 2 else {
        throw CaptureError.toneOutOfRange(frequency)
      }
      self = .tone(hz: hz)
    } else if let device = argument(of: "alsa") {
      self = .alsa(device: device)
    } else if let source = argument(of: "pulse") {
      self = .pulse(source: source)
    } else if let port = argument(of: "jack") {
      self = .jack(port: port)
    } else {
      switch text {
      case "": throw CaptureError.unknownInput(text)
      case "-": self = .standardInput
      case "demo": self = .demo
      case "auto": self = .auto
      default: self = .path(text)
      }
    }
  }

  /// Opens the input; on a pipe this waits for the first bytes. A device must be there now, and is waited for later.
  /// - Parameter interruption: ends that waiting when requested, with an error that means nothing then.
  /// - Throws: `CaptureError`
  package func open(
    _ options: InputOptions = InputOptions(), interruption: Interruption? = nil
  ) throws -> any AudioSource {
    switch self {
    case .standardInput:
      if isatty(STDIN_FILENO) == 1 { throw CaptureError.inputIsTerminal }
      return try StreamSource(
        .standardInput(), name: "standard input", options: options, interruption: interruption)
    case .path(let path):
      let file = try OpenedPath(path)
      if file.isRegularFile && !options.isGiven { return try FileSource(file, path: path) }
      return try StreamSource(file.takeDescriptor(), name: path, options: options, interruption: interruption)
    case .demo: return DemoSource()
    case .tone(let hz): return try ToneSource(hz: hz)
    case .alsa(let device):
      return try DeviceSource(interruption: interruption) { _ throws(DeviceFault) in
        try ALSABackend.open(device, configuration: nil, periodSeconds: options.fragmentSeconds)
      }
    case .pulse(let source):
      return try DeviceSource(interruption: interruption) { interruption throws(DeviceFault) in
        try PulseBackend.open(
          source, server: nil, fragmentSeconds: options.fragmentSeconds, interruption: interruption)
      }
    case .jack(let port):
      return try DeviceSource(interruption: interruption) { _ throws(DeviceFault) in
        try JACKBackend.open(port)
      }
    case .auto:
      return try AutomaticInput.choose().input.open(options, interruption: interruption)
    }
  }
}

extension AudioInput: CustomStringConvertible {
  /// The input as `--input` names it.
  package var description: String {
    switch self {
    case .standardInput: "-"
    case .path(let path): path
    case .demo: "demo"
    case .tone(let hz): "tone:\(hz)"
    case .alsa(let device): "alsa:\(device)"
    case .pulse(let source): "pulse:\(source)"
    case .jack(let port): "jack:\(port)"
    case .auto: "auto"
    }
  }
}
