import MoodConfiguration

/// A file's values laid over defaults of the same shape.
extension JSONTree {
  /// This tree with `other`'s values in place of its own.
  /// - Throws: `TrainingConfigurationError.unknownKey` for a key that this tree lacks.
  func overlaid(with other: JSONTree, path: [String] = []) throws -> JSONTree {
    guard case .object(var members) = self, case .object(let others) = other else { return other }
    for (key, value) in others.sorted(by: { $0.key < $1.key }) {
      guard let own = members[key] else {
        throw TrainingConfigurationError.unknownKey(
          path: (path + [key]).joined(separator: "."), known: members.keys.sorted())
      }
      members[key] = try own.overlaid(with: value, path: path + [key])
    }
    return .object(members)
  }

  /// The values that stand where `defaults` has no object, with their paths.
  func leaves(comparedWith defaults: JSONTree?, path: [String] = []) -> [(path: [String], value: JSONTree)] {
    guard case .object(let members) = self, case .object(let others)? = defaults else {
      return [(path, self)]
    }
    return members.sorted { $0.key < $1.key }.flatMap {
      $1.leaves(comparedWith: others[$0], path: path + [$0])
    }
  }

  func value(at path: [String]) -> JSONTree? {
    path.reduce(self) { tree, key in
      if case .object(let members)? = tree { members[key] } else { nil }
    }
  }

  /// Objects within one another that lead to `value`.
  static func nest(_ value: JSONTree, at path: [String]) -> JSONTree {
    path.reversed().reduce(value) { .object([$1: $0]) }
  }
}
