/// What is wrong with the text of an `--out`.
package enum SinkSpecificationError: Error, Equatable {
  case unknownOutput(String)
  /// The part between the name of the output and its options is not of its form.
  case malformed(output: String, found: String, expected: String)
  case unknownOption(output: String, found: String, known: [String])
  case repeatedOption(output: String, option: String)
  case badValue(output: String, option: String, found: String, expected: String)
  /// An option that means nothing without something else.
  case optionNeeds(output: String, option: String, needed: String)
}

extension SinkSpecificationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownOutput(let found):
      "there is no output \(quoted(found)), expected \(SinkSpecification.forms)"
    case .malformed(let output, let found, let expected):
      "the output \(output) was given \(quoted(found)), expected \(expected)"
    case .unknownOption(let output, let found, let known):
      "the output \(output) has no option \(quoted(found)), expected one of \(known.joined(separator: ", "))"
    case .repeatedOption(let output, let option):
      "the output \(output) was given its option \(option) twice, expected it once"
    case .badValue(let output, let option, let found, let expected):
      "the option \(option) of the output \(output) was given \(quoted(found)), expected \(expected)"
    case .optionNeeds(let output, let option, let needed):
      "the option \(option) of the output \(output) needs \(needed)"
    }
  }

  /// What was found, on one line whatever it holds.
  private func quoted(_ text: String) -> String { String(reflecting: text) }
}
