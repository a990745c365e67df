import MoodCore

/// The members of one record, each read as what it was written from.
struct RecordedFields {
  /// More than a dozen years, of which the microseconds can be counted.
  static let mostSamples = Int64(1) << 43
  private static let mostSeconds = 3.9e8

  /// The record for sentences: `estimate`.
  let record: String
  private let members: [String: JSONText]

  /// - Throws: `.notJSON` for what is no object, else where `type` is missing or no text.
  init(_ line: String) throws(RecordFault) {
    guard case .object(let members)? = JSONText(line) else { throw .notJSON }
    self.members = members
    guard case .text(let type)? = members["type"] else {
      throw .missing(record: "without a type", field: "type")
    }
    record = type
    guard ["begin", "estimate", "event", "end"].contains(type) else {
      throw wrong("type", "begin, estimate, event or end")
    }
  }

  private init(record: String, members: [String: JSONText]) {
    self.record = record
    self.members = members
  }

  func has(_ name: String) -> Bool { members[name] != nil }

  func text(_ name: String) throws(RecordFault) -> String {
    guard case .text(let text) = try value(name) else { throw wrong(name, "text in quotes") }
    return text
  }

  func texts(_ name: String) throws(RecordFault) -> [String] {
    guard case .list(let values) = try value(name) else { throw wrong(name, "a list of names") }
    var texts: [String] = []
    for value in values {
      guard case .text(let text) = value else { throw wrong(name, "a list of names") }
      texts.append(text)
    }
    return texts
  }

  /// A whole number of the range.
  func integer(
    _ name: String, _ range: ClosedRange<Int64> = 0...RecordedFields.mostSamples
  ) throws(RecordFault) -> Int64 {
    guard case .number(let text) = try value(name), let number = Int64(text), range.contains(number) else {
      throw wrong(name, "a whole number from \(range.lowerBound) on")
    }
    return number
  }

  /// The number exactly as it was before it was written.
  func float(_ name: String) throws(RecordFault) -> Float {
    guard case .number(let text) = try value(name), let number = Float(text), number.isFinite else {
      throw wrong(name, "a finite number")
    }
    return number
  }

  func boolean(_ name: String) throws(RecordFault) -> Bool {
    guard case .boolean(let value) = try value(name) else { throw wrong(name, "true or false") }
    return value
  }

  /// A time in seconds, in samples of the analysed signal.
  func samples(_ name: String) throws(RecordFault) -> Int64 {
    guard case .number(let text) = try value(name), let seconds = Double(text),
      (0...Self.mostSeconds).contains(seconds)
    else { throw wrong(name, "a number of seconds from 0 on") }
    return Int64((seconds * Double(AnalysisGrid.sampleRateHz)).rounded())
  }

  func quadrant(_ name: String) throws(RecordFault) -> Quadrant {
    guard let quadrant = Quadrant(name: try text(name)) else { throw wrong(name, "Q1, Q2, Q3 or Q4") }
    return quadrant
  }

  func object(_ name: String) throws(RecordFault) -> RecordedFields {
    guard case .object(let members) = try value(name) else { throw wrong(name, "an object") }
    return RecordedFields(record: "\(record) in \(name)", members: members)
  }

  /// A word out of a few.
  func word<Word>(_ name: String, among words: [(name: String, word: Word)]) throws(RecordFault) -> Word {
    let text = try text(name)
    guard let match = words.first(where: { $0.name == text }) else {
      throw wrong(name, "one of \(words.map(\.name).joined(separator: ", "))")
    }
    return match.word
  }

  /// Says that what stands under a name is not what it should be.
  func wrong(_ name: String, _ expected: String) -> RecordFault {
    .wrong(field: name, found: members[name]?.shown ?? "missing", expected: expected)
  }

  private func value(_ name: String) throws(RecordFault) -> JSONText {
    guard let value = members[name] else { throw .missing(record: record, field: name) }
    return value
  }
}
