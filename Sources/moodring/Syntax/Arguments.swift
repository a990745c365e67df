import MoodConfiguration
import MoodCore

/// What was typed: options and operands as text, each option known and its value one of its kind.
struct Arguments {
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]
  private var switches: [String: Bool] = [:]
  /// As each option was typed last.
  private var spellings: [String: String] = [:]

  /// Sorts `words` into options and operands.
  /// - Throws: `UsageError` for an unknown option, a missing, superfluous or wrong value, or a repetition.
  init(_ words: [String], syntax: CommandSyntax) throws(UsageError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        return
      }
      if word.hasPrefix("--") {
        try takeLong(word, &rest, syntax)
      } else if word.hasPrefix("-"), word != "-" {
        try takeShort(word, &rest, syntax)
      } else {
        operands.append(word)
      }
    }
  }

  /// Whether a switch is on, or an option was given.
  func has(_ name: String) -> Bool { switches[name] ?? (values[name] != nil) }

  /// What a switch was set to, or nil where it was not given.
  func isOn(_ name: String) -> Bool? { switches[name] }

  /// The value of an option, or nil where it was not given.
  func text(_ name: String) -> String? { values[name]?.last }

  /// All values of a repeatable option.
  func texts(_ name: String) -> [String] { values[name] ?? [] }

  /// The value of an option that is declared as a whole number.
  func integer(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

  /// The value of an option that is declared as a number.
  func number(_ name: String) -> Double? { text(name).flatMap { Double($0) } }

  /// How an option was typed, `-h` or `--help`.
  func spelling(_ name: String) -> String? { spellings[name] }

  /// `--name`, `--no-name`, `--name value` or `--name=value`.
  private mutating func takeLong(
    _ word: String, _ rest: inout ArraySlice<String>, _ syntax: CommandSyntax
  ) throws(UsageError) {
    let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let (option, isNegated) = syntax.option(named: name) else {
      let known = syntax.allOptions.flatMap(\.spellings).filter { $0.hasPrefix("--") }
        .map { String($0.dropFirst(2)) }
      throw syntax.refusal(
        of: "--" + name, nearest: NearestNames.of(name, among: known, limit: 1).first.map { "--" + $0 })
    }
    let attached = parts.count > 1 ? String(parts[1]) : nil
    if option.value == nil {
      if attached != nil { throw UsageError("--\(name) takes no value") }
      set(option, to: !isNegated, typed: "--" + name)
    } else {
      try set(option, to: attached ?? rest.popFirst(), typed: "--" + name)
    }
  }

  /// `-v`, `-qv`, `-o value`, `-ovalue` or `-qo value`.
  private mutating func takeShort(
    _ word: String, _ rest: inout ArraySlice<String>, _ syntax: CommandSyntax
  ) throws(UsageError) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = syntax.allOptions.first(where: { $0.short == letter }) else {
        throw syntax.refusal(of: "-\(letter)", nearest: nil)
      }
      if option.value == nil {
        set(option, to: true, typed: "-\(letter)")
      } else {
        try set(option, to: letters.isEmpty ? rest.popFirst() : String(letters), typed: "-\(letter)")
        return
      }
    }
  }

  private mutating func set(_ option: Option, to isOn: Bool, typed: String) {
    switches[option.name] = isOn
    spellings[option.name] = typed
  }

  private mutating func set(_ option: Option, to value: String?, typed: String) throws(UsageError) {
    guard let value else { throw UsageError("\(typed) needs a value: \(option.value ?? "")") }
    if !option.isRepeatable, values[option.name] != nil { throw UsageError("\(typed) was given twice") }
    guard option.kind.value(of: value) != nil else {
      throw UsageError("\(typed) is \(JSONTree.shown(value)); it must be \(option.kind.range ?? "text")")
    }
    values[option.name, default: []].append(value)
    spellings[option.name] = typed
  }
}

extension CommandSyntax {
  fileprivate func refusal(of option: String, nearest: String?) -> UsageError {
    UsageError(
      "\(name) has no option \(JSONTree.shown(option))"
        + (nearest.map { ", did you mean \($0)?" } ?? "; see moodring \(name) --help"))
  }
}

/// A command line that means nothing, in one sentence.
struct UsageError: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
