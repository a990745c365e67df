/// What was typed: options and operands as text, known to exist but not yet understood.
struct Arguments {
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]

  /// Sorts `words` into options and operands.
  /// - Throws: `UsageError` for an unknown option, a missing or superfluous value, or a repetition.
  init(_ words: [String], syntax: CommandSyntax) throws(UsageError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        return
      }
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      let (option, spelling, attached) = try Self.option(word, syntax: syntax)
      if option.value == nil {
        if attached != nil { throw UsageError("\(spelling) takes no value") }
        values[option.name, default: []].append("")
      } else {
        guard let value = attached ?? rest.popFirst() else {
          throw UsageError("\(spelling) needs a value: \(option.value ?? "")")
        }
        if !option.isRepeatable, values[option.name] != nil {
          throw UsageError("\(spelling) was given twice")
        }
        values[option.name, default: []].append(value)
      }
    }
  }

  func has(_ name: String) -> Bool { values[name] != nil }

  /// The value of an option, or nil where it was not given.
  func text(_ name: String) -> String? { values[name]?.last }

  /// All values of a repeatable option.
  func texts(_ name: String) -> [String] { values[name] ?? [] }

  /// The whole number of an option, within `range`.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = text(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "--\(name) is \"\(text)\"; it must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The number of seconds of an option, not negative.
  func seconds(_ name: String) throws(UsageError) -> Double? {
    guard let text = text(name) else { return nil }
    guard let number = Double(text), number.isFinite, number >= 0, number <= 1e9 else {
      throw UsageError("--\(name) is \"\(text)\"; it must be a number of seconds, 0 or more")
    }
    return number
  }

  private static func option(
    _ word: String, syntax: CommandSyntax
  ) throws(UsageError) -> (option: Option, spelling: String, attached: String?) {
    if word.hasPrefix("--") {
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if let option = syntax.allOptions.first(where: { $0.name == name }) {
        return (option, "--\(name)", parts.count > 1 ? String(parts[1]) : nil)
      }
    } else if word.count == 2, let option = syntax.allOptions.first(where: { $0.short == word.last }) {
      return (option, word, nil)
    }
    throw UsageError("\(syntax.name) has no option \(word); see moodring \(syntax.name) --help")
  }
}

/// A command line that means nothing, in one sentence.
struct UsageError: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
