package import MoodConfiguration

/// What is wrong with a training configuration.
package enum TrainingConfigurationError: Error, Equatable {
  case notJSON5(JSON5Fault)
  /// No object in braces.
  case notAnObject(found: String)
  case unknownKey(path: String, known: [String])
  case wrongType(path: String, found: String, example: String)
  case outOfRange(path: String, found: String, expected: String)
  case unknownColumn(String)
  case missingCorpus(folder: String)
  case noLabels
}

extension TrainingConfigurationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notJSON5(let fault):
      "the training configuration is no JSON5 at \(fault)"
    case .notAnObject(let found):
      "the training configuration is \(found), expected an object in braces"
    case .unknownKey(let path, let known):
      "the training configuration has an unknown key “\(path)”; known there are \(known.joined(separator: ", "))"
    case .wrongType(let path, let found, let example):
      "“\(path)” in the training configuration is \(found), expected a value like \(example)"
    case .outOfRange(let path, let found, let expected):
      "“\(path)” in the training configuration is \(found), expected \(expected)"
    case .unknownColumn(let name):
      "the training configuration asks for the feature “\(name)”, which there is not"
    case .missingCorpus(let folder):
      "the training configuration names the corpus “\(folder)”, which was not given"
    case .noLabels:
      "no clip to train on has a quadrant or ratings that count"
    }
  }
}
