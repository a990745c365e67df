/// One key of a configuration file: the single declaration that reading, the check of the sample, the option of the
/// same name and the manual page are made from.
package struct ConfigurationKey: Equatable, Sendable {
  /// Where it stands, `features.format`.
  package var path: String
  package var kind: ValueKind
  /// Whether it holds a list of such values.
  package var isList: Bool
  /// What counts where nothing is said; null where that is for the reader to decide.
  package var standard: JSONTree
  /// One line.
  package var help: String

  package init(
    _ path: String, _ kind: ValueKind, isList: Bool = false, default standard: JSONTree = .null,
    _ help: String
  ) {
    self.path = path
    self.kind = kind
    self.isList = isList
    self.standard = standard
    self.help = help
    precondition(
      standard == .null || refusal(of: standard) == nil, "the default of the key \(path) is one of its values"
    )
  }

  /// The option of that name, without its dashes: the key's last word, `inputFormat` as `input-format`.
  package var optionName: String {
    path.split(separator: ".").last.map { word in
      word.reduce(into: "") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
    } ?? path
  }

  /// What it must be, for a sentence.
  package var expected: String {
    (isList ? "a list, each of it " : "") + kind.expected + (standard == .null ? ", or null" : "")
  }

  /// What of `value` the key may not hold, by its path and for a sentence; nil where all is well.
  func refusal(of value: JSONTree) -> (path: String, found: String, expected: String)? {
    if value == .null, standard == .null { return nil }
    guard isList else {
      return kind.includes(value) ? nil : (path, value.shown, expected)
    }
    guard case .list(let values) = value else { return (path, value.shown, expected) }
    for (index, value) in values.enumerated() where !kind.includes(value) {
      return ("\(path).\(index)", value.shown, kind.expected)
    }
    return nil
  }
}
