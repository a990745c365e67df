internal import CPulse

/// Which of a server's sources is to be heard.
enum PulseChoice: Equatable {
  /// This one and no other: where it goes, the stream ends.
  case named(String)
  /// The default source, also when another becomes it.
  case defaultSource
  /// What the default sink plays, also when another becomes it.
  case defaultMonitor

  /// Reads what follows `pulse:`.
  init(_ text: String) {
    self =
      switch text {
      case "", "@default": .defaultSource
      case "@monitor": .defaultMonitor
      default: .named(text)
      }
  }

  var followsDefaults: Bool {
    switch self {
    case .named: false
    case .defaultSource, .defaultMonitor: true
    }
  }

  /// Whether no source is named to the server, so that it may move the stream with its default.
  var leavesChoiceToServer: Bool { self == .defaultSource }

  var flags: pa_stream_flags_t {
    var flags = PA_STREAM_ADJUST_LATENCY.rawValue
    if !followsDefaults { flags |= PA_STREAM_DONT_MOVE.rawValue }
    return pa_stream_flags_t(rawValue: flags)
  }

  /// The source that is meant, by its name.
  /// - Throws: `DeviceFault` also where the server has no default.
  func source(of connection: PulseConnection, defaults: PulseDefaults) throws(DeviceFault) -> String {
    switch self {
    case .named(let name): return name
    case .defaultSource:
      guard !defaults.source.isEmpty else {
        throw .gone(device: "pulse:@default", reason: "the server has no source")
      }
      return defaults.source
    case .defaultMonitor:
      let monitor = defaults.sink.isEmpty ? "" : try connection.monitor(ofSink: defaults.sink)
      guard !monitor.isEmpty else {
        throw .gone(device: "pulse:@monitor", reason: "the server has no sink that plays anything")
      }
      return monitor
    }
  }

  /// The source that is meant now, where the defaults have changed to another; nil where they have not, or where there is
  /// none for the moment.
  func source(
    of connection: PulseConnection, before: PulseDefaults, now: PulseDefaults
  ) throws(DeviceFault) -> String? {
    switch self {
    case .named: return nil
    case .defaultSource: return now.source == before.source || now.source.isEmpty ? nil : now.source
    case .defaultMonitor:
      guard now.sink != before.sink, !now.sink.isEmpty else { return nil }
      let monitor = try connection.monitor(ofSink: now.sink)
      return monitor.isEmpty ? nil : monitor
    }
  }
}
