import MoodCore

/// The options of one output, `stage=now&rate=30`: each is taken once, and what nobody took is refused.
struct SinkOptions {
  /// The longest that an output may be kept back, and the longest between two signs of life: ten minutes.
  private static let longestSeconds = 600.0

  private let output: String
  private var values: [String: String] = [:]
  /// Names that were asked for: those the output has.
  private var known: [String] = []

  /// Reads the text behind the `?`, nil where there is none.
  init(_ text: Substring?, of output: String) throws(SinkSpecificationError) {
    self.output = output
    for option in text?.split(separator: "&", omittingEmptySubsequences: false) ?? [] {
      let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard values[name] == nil else { throw .repeatedOption(output: output, option: name) }
      values[name] = parts.count == 2 ? String(parts[1]) : ""
    }
  }

  /// The options `stage`, `rate` and `delay`, which every output of estimates has.
  mutating func pace(default standard: SinkPace) throws(SinkSpecificationError) -> SinkPace {
    let stages = try value(
      of: "stage", default: standard.stages, expected: "now, settled or both",
      reading: StageSelection.init(rawValue:))
    let rate = try value(
      of: "rate", default: standard.rate, expected: "a number from 0.001 to 1000, or hop",
      reading: { SinkRate($0) })
    let delay = try seconds(of: "delay", default: AnalysisGrid.seconds(samples: standard.delaySamples))
    return SinkPace(
      stages: stages, rate: rate,
      delaySamples: Int64((delay * Double(AnalysisGrid.sampleRateHz)).rounded()))
  }

  /// A time in seconds, 0 where there is none.
  mutating func seconds(of name: String, default standard: Double) throws(SinkSpecificationError) -> Double {
    try value(
      of: name, default: standard, expected: "seconds from 0 to \(Int(Self.longestSeconds))",
      reading: { PlainNumber.decimal($0, in: 0...Self.longestSeconds) })
  }

  /// The option `shaped`, whether estimates are sent as lights want them rather than as the model gave them.
  mutating func isShaped() throws(SinkSpecificationError) -> Bool {
    try value(
      of: "shaped", default: false, expected: "0 or 1",
      reading: { ["0": false, "1": true][$0] })
  }

  /// The option `fields`, nil for all.
  mutating func fields() throws(SinkSpecificationError) -> FieldSelection? {
    try value(of: "fields", expected: FieldSelection.form, reading: { FieldSelection($0) })
  }

  /// The option `ttl`.
  mutating func timeToLive() throws(SinkSpecificationError) -> UInt8 {
    try value(
      of: "ttl", default: 1, expected: "a number from 1 to 255", reading: { PlainNumber.positive($0) })
  }

  /// The value of `name` as `read` understands it, or nil where the option is absent.
  mutating func value<Value>(
    of name: String, expected: String, reading read: (String) -> Value?
  ) throws(SinkSpecificationError) -> Value? {
    try value(of: name, default: nil, expected: expected, reading: read)
  }

  /// The value of `name` as `read` understands it, or `standard` where the option is absent.
  mutating func value<Value>(
    of name: String, default standard: Value, expected: String, reading read: (String) -> Value?
  ) throws(SinkSpecificationError) -> Value {
    known.append(name)
    guard let text = values.removeValue(forKey: name) else { return standard }
    guard let value = read(text) else {
      throw .badValue(output: output, option: name, found: text, expected: expected)
    }
    return value
  }

  /// Refuses the options that were not taken.
  func finish() throws(SinkSpecificationError) {
    guard let first = values.keys.min() else { return }
    throw .unknownOption(output: output, found: first, known: known)
  }
}
