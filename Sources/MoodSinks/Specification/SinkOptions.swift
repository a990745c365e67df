/// The options of one output, `stage=now&rate=30`: each is taken once, and what nobody took is refused.
struct SinkOptions {
  /// Options of later versions, which are known by name so that they can be refused by name.
  private static let later: Set<String> = ["epsilon", "keepalive", "delay", "fields", "shaped"]

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
      guard !Self.later.contains(name) else { throw .laterOption(output: output, found: name) }
      guard values[name] == nil else { throw .repeatedOption(output: output, option: name) }
      values[name] = parts.count == 2 ? String(parts[1]) : ""
    }
  }

  /// The options `stage` and `rate`, which every output has.
  mutating func pace(default standard: SinkPace) throws(SinkSpecificationError) -> SinkPace {
    let stages = try value(
      of: "stage", default: standard.stages, expected: "now, settled or both",
      reading: StageSelection.init(rawValue:))
    let rate = try value(
      of: "rate", default: standard.rate, expected: "a number from 0.001 to 1000, or hop",
      reading: { SinkRate($0) })
    return SinkPace(stages: stages, rate: rate)
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

  /// Takes the option `name`, of whose values this version has `present` alone and knows `later`.
  mutating func require(
    _ name: String, is present: String, later: [String]
  ) throws(SinkSpecificationError) {
    if let text = values[name], later.contains(text) {
      throw .laterOption(output: output, found: "\(name)=\(text)")
    }
    _ = try value(of: name, default: present, expected: present, reading: { $0 == present ? $0 : nil })
  }

  /// Refuses the options that were not taken.
  func finish() throws(SinkSpecificationError) {
    guard let first = values.keys.min() else { return }
    throw .unknownOption(output: output, found: first, known: known)
  }
}
