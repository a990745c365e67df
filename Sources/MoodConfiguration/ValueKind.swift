/// What a value may be, on the command line and in a configuration file: the single declaration that reading, help,
/// the manual page and completions are made from.
package enum ValueKind: Equatable, Sendable {
  /// `true` or `false`; on the command line a switch.
  case flag
  /// One of these words.
  case words([String])
  case whole(ClosedRange<Int>)
  /// A finite number; `unit` is what it counts.
  case number(ClosedRange<Double>, unit: String? = nil)
  /// Text that its reader understands; `examples` are values, or beginnings of values, that there are, and `paths` says
  /// what it may lie under in the file system.
  case text(examples: [String] = [], paths: Paths? = nil)

  package enum Paths: String, Sendable {
    case files, folders
  }

  /// The path of a file.
  package static let file = ValueKind.text(paths: .files)
  /// The path of a folder.
  package static let folder = ValueKind.text(paths: .folders)

  /// The value that `word` of a command line stands for; nil where it stands for none.
  package func value(of word: String) -> JSONTree? {
    let value: JSONTree? =
      switch self {
      case .flag: word == "true" ? .boolean(true) : word == "false" ? .boolean(false) : nil
      case .words, .text: .text(word)
      case .whole: Int(word).map { .number(Double($0)) }
      case .number: Double(word).map { .number($0) }
      }
    return value.flatMap { includes($0) ? $0 : nil }
  }

  /// Whether a value of a file is one of this kind.
  package func includes(_ value: JSONTree) -> Bool {
    switch (self, value) {
    case (.flag, .boolean): true
    case (.words(let words), .text(let word)): words.contains(word)
    case (.whole(let range), .number(let number)): Int(exactly: number).map(range.contains) ?? false
    case (.number(let range, _), .number(let number)): range.contains(number)
    // C would end the text there.
    case (.text, .text(let text)): !text.unicodeScalars.contains("\0")
    default: false
    }
  }

  /// What it must be, for a sentence; nil where any text may do.
  package var range: String? {
    switch self {
    case .flag, .text: nil
    case .words(let words): "one of \(words.joined(separator: ", "))"
    case .whole(let range): "a whole number " + Self.span("\(range.lowerBound)", Self.end(of: range))
    case .number(let range, let unit):
      "a number " + (unit.map { "of \($0) " } ?? "")
        + Self.span(JSONTree.number(range.lowerBound).text, Self.end(of: range))
    }
  }

  /// What a file must hold, for a sentence.
  package var expected: String {
    switch self {
    case .flag: "true or false"
    case .words(let words): "one of " + words.map { JSONTree.text($0).text }.joined(separator: ", ")
    case .text: "text in quotes"
    case .whole, .number: range ?? ""
    }
  }

  private static func span(_ from: String, _ to: String?) -> String {
    to.map { "from \(from) to \($0)" } ?? "from \(from) on"
  }

  private static func end(of range: ClosedRange<Int>) -> String? {
    range.upperBound == .max ? nil : "\(range.upperBound)"
  }

  private static func end(of range: ClosedRange<Double>) -> String? {
    range.upperBound >= 1e9 ? nil : JSONTree.number(range.upperBound).text
  }
}
