internal import FoundationEssentials

/// Any JSON value, to look at a file's keys before its meaning.
enum JSONTree: Codable, Equatable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case list([JSONTree])
  case object([String: JSONTree])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONTree].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSONTree].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .boolean(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let values): try container.encode(values)
    case .object(let members): try container.encode(members)
    }
  }

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

  /// The value as compact JSON.
  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
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
