import MoodConfiguration
import MoodCore
import MoodSinks

/// The OSC addresses of a stream, for people and for programs.
struct OSCMapTable {
  /// What is said of one address.
  struct Row {
    let address: String
    /// OSC's type tag, that of a vector with its count: `f`, `i`, `s`, `f×17`.
    let type: String
    let unit: String
    let minimum: Float?
    let maximum: Float?
    /// What a string may be.
    let words: [String]
    let meaning: String

    init(_ address: OSCAddress) {
      self.address = address.path
      unit = address.unit
      meaning = address.meaning
      var (type, bounds, words): (String, ClosedRange<Float>?, [String]) = ("f", nil, [])
      switch address.argument {
      case .float: bounds = address.range
      case .integer(let range, _): (type, bounds) = ("i", Float(range.lowerBound)...Float(range.upperBound))
      case .word(let choices, _): (type, words) = ("s", choices)
      case .trigger: bounds = 1...1
      }
      self.type = type
      self.words = words
      minimum = bounds.flatMap { $0.lowerBound.isFinite ? $0.lowerBound : nil }
      maximum = bounds.flatMap { $0.upperBound.isFinite ? $0.upperBound : nil }
    }

    /// The row of the message that holds the floats among `addresses`.
    init(vector path: String, of addresses: [OSCAddress]) {
      address = path
      let count = addresses.count { if case .float = $0.argument { !$0.isRaw } else { false } }
      type = "f×\(count)"
      unit = "1"
      (minimum, maximum) = (nil, nil)
      words = []
      meaning = "with mode=vector: every f of this stage but the raw ones, in the order of this list"
    }

    /// `0…1`, `Q1 Q2 Q3 Q4`, `0…` where there is no upper bound.
    fileprivate var range: String {
      if !words.isEmpty { return words.joined(separator: " ") }
      let (minimum, maximum) = (minimum.map(Self.text), maximum.map(Self.text))
      guard minimum != nil || maximum != nil else { return "any" }
      return minimum == maximum ? minimum ?? "" : "\(minimum ?? "")…\(maximum ?? "")"
    }

    private static func text(_ value: Float) -> String {
      let text = "\(value)"
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
  }

  let rows: [Row]

  init(
    outputs: ModelOutputs, features: [FeatureColumn], prefix: String, shaping: [AddressShaping] = []
  ) {
    rows =
      EstimateStage.allCases.flatMap { stage in
        let addresses = OSCAddressMap.estimates(
          of: stage, outputs: outputs, features: features, prefix: prefix, shaping: shaping)
        let path = OSCAddressMap.vector(of: stage, prefix: prefix)
        return addresses.map { Row($0) } + [Row(vector: path, of: addresses)]
      } + OSCEvent.allCases.map { Row(OSCAddressMap.event($0, prefix: prefix)) }
  }

  /// A line for each address under a heading.
  var text: String {
    let cells =
      [["address", "type", "unit", "range", "meaning"]]
      + rows.map { [$0.address, $0.type, $0.unit, $0.range, $0.meaning] }
    let widths = (0..<4).map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) + "  " }.joined() + row[4]
        + "\n"
    }.joined()
  }

  /// `{"addresses":[{"address":"/moodring/valence","type":"f",…}]}`; a bound that is not there is absent.
  var json: JSONTree {
    .object([
      "addresses": .list(
        rows.map { row in
          var members: [String: JSONTree] = [
            "address": .text(row.address), "type": .text(row.type), "unit": .text(row.unit),
            "meaning": .text(row.meaning),
          ]
          members["minimum"] = row.minimum.map { .number(Double($0)) }
          members["maximum"] = row.maximum.map { .number(Double($0)) }
          if !row.words.isEmpty { members["words"] = .list(row.words.map { .text($0) }) }
          return .object(members)
        })
    ])
  }
}
