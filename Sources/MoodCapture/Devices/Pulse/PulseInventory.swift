internal import CPulse

/// What a server says of one of its sources.
struct PulseSource {
  var name = ""
  var label = ""
  var isMonitor = false
  var specification = pa_sample_spec()
  var channelMap = pa_channel_map()
}

/// What a server takes where no source and no sink is named; empty where there is none.
struct PulseDefaults: Equatable {
  var source = ""
  var sink = ""
}

extension PulseConnection {
  /// - Throws: `DeviceFault`
  func defaults() throws(DeviceFault) -> PulseDefaults {
    try answer(PulseDefaults()) { library, context, answer in
      library.context_get_server_info(
        context,
        { _, info, answer in
          guard let info = info?.pointee else { return }
          Answer<PulseDefaults>.at(answer).value = PulseDefaults(
            source: text(info.default_source_name), sink: text(info.default_sink_name))
        }, answer)
    }
  }

  /// The source of this name; nil where there is none.
  /// - Throws: `DeviceFault`
  func source(_ name: String) throws(DeviceFault) -> PulseSource? {
    let sources: [PulseSource] = try answer([]) { library, context, answer in
      library.context_get_source_info_by_name(context, name, collectSource, answer)
    }
    return sources.first
  }

  /// All sources.
  /// - Throws: `DeviceFault`
  func sources() throws(DeviceFault) -> [PulseSource] {
    try answer([]) { library, context, answer in
      library.context_get_source_info_list(context, collectSource, answer)
    }
  }

  /// The source on which one hears what the sink of this name plays; empty where there is no such sink.
  /// - Throws: `DeviceFault`
  func monitor(ofSink name: String) throws(DeviceFault) -> String {
    try answer("") { library, context, answer in
      library.context_get_sink_info_by_name(
        context, name,
        { _, sink, _, answer in
          if let sink = sink?.pointee { Answer<String>.at(answer).value = text(sink.monitor_source_name) }
        }, answer)
    }
  }

  /// Asks the server something whose answer is collected in a value that begins as `value`.
  private func answer<Value>(
    _ value: Value, to question: (mr_pulse, OpaquePointer, UnsafeMutableRawPointer) -> OpaquePointer?
  ) throws(DeviceFault) -> Value {
    let answer = Answer(value)
    defer { withExtendedLifetime(answer) {} }
    try ask { library, context in question(library, context, Unmanaged.passUnretained(answer).toOpaque()) }
    return answer.value
  }
}

/// Where a callback of libpulse puts what it is told.
private final class Answer<Value> {
  var value: Value

  init(_ value: Value) { self.value = value }

  static func at(_ context: UnsafeMutableRawPointer?) -> Answer<Value> {
    guard let context else { preconditionFailure("libpulse hands back what it was given") }
    return Unmanaged<Answer<Value>>.fromOpaque(context).takeUnretainedValue()
  }
}

private func collectSource(
  _: OpaquePointer?, _ info: UnsafePointer<pa_source_info>?, _: Int32, _ answer: UnsafeMutableRawPointer?
) {
  guard let info = info?.pointee else { return }
  Answer<[PulseSource]>.at(answer).value.append(
    PulseSource(
      name: text(info.name), label: text(info.description), isMonitor: info.monitor_of_sink != ~0,
      specification: info.sample_spec, channelMap: info.channel_map))
}

private func text(_ bytes: UnsafePointer<CChar>?) -> String { bytes.map { String(cString: $0) } ?? "" }
