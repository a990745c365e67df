/// The part of JSON Schema (draft 2020-12) that this repository's schemas use; any other keyword is refused.
package struct JSONSchemaCheck {
  private let root: JSONValue

  package init(_ schema: JSONValue) { root = schema }

  /// What is wrong with `value`: sentences with the place, none where it is valid.
  package func violations(of value: JSONValue) -> [String] { violations(of: value, schema: root, at: "$") }

  private func violations(of value: JSONValue, schema: JSONValue, at place: String) -> [String] {
    guard case .object(let keywords) = schema else { return ["\(place): the schema is no object"] }
    return keywords.sorted { $0.key < $1.key }.flatMap { keyword, argument in
      violations(of: value, keyword: keyword, argument, among: keywords, at: place)
    }
  }

  private func violations(
    of value: JSONValue, keyword: String, _ argument: JSONValue, among keywords: [String: JSONValue],
    at place: String
  ) -> [String] {
    switch (keyword, argument) {
    case ("$schema", _), ("$defs", _), ("title", _), ("description", _):
      return []
    case ("$ref", .string(let path)):
      guard let target = definition(path) else { return ["\(place): nothing stands at \(path)"] }
      return violations(of: value, schema: target, at: place)
    case ("oneOf", .array(let choices)):
      let results = choices.map { violations(of: value, schema: $0, at: place) }
      let matches = results.count { $0.isEmpty }
      return matches == 1 ? [] : ["\(place): fits \(matches) of the choices: \(results)"]
    case ("type", .string(let type)):
      return isOf(type, value) ? [] : ["\(place): is no \(type)"]
    case ("const", _):
      return value == argument ? [] : ["\(place): is not \(argument)"]
    case ("enum", .array(let choices)):
      return choices.contains(value) ? [] : ["\(place): is none of \(choices)"]
    case ("minimum", .number(let bound)):
      if case .number(let number) = value, number < bound { return ["\(place): \(number) < \(bound)"] }
      return []
    case ("maximum", .number(let bound)):
      if case .number(let number) = value, number > bound { return ["\(place): \(number) > \(bound)"] }
      return []
    case ("items", _):
      guard case .array(let elements) = value else { return [] }
      return elements.enumerated().flatMap { index, element in
        violations(of: element, schema: argument, at: "\(place)[\(index)]")
      }
    case ("required", .array(let names)):
      return missing(names, in: value, at: place)
    case ("dependentRequired", .object(let dependencies)):
      return dependencies.flatMap { name, needed -> [String] in
        guard value[name] != nil, case .array(let names) = needed else { return [] }
        return missing(names, in: value, at: place)
      }
    case ("properties", .object(let properties)):
      return properties.flatMap { name, schema in
        value[name].map { violations(of: $0, schema: schema, at: "\(place).\(name)") } ?? []
      }
    case ("additionalProperties", _):
      return additional(in: value, argument, known: keywords["properties"], at: place)
    default:
      return ["\(place): the schema has the keyword \(keyword), which is not understood here"]
    }
  }

  private func definition(_ path: String) -> JSONValue? {
    guard path.hasPrefix("#/$defs/") else { return nil }
    return root["$defs"]?[String(path.dropFirst("#/$defs/".count))]
  }

  private func isOf(_ type: String, _ value: JSONValue) -> Bool {
    switch (type, value) {
    case ("object", .object), ("array", .array), ("string", .string), ("boolean", .boolean),
      ("number", .number),
      ("null", .null):
      true
    case ("integer", .number(let number)): number == number.rounded()
    default: false
    }
  }

  private func missing(_ names: [JSONValue], in value: JSONValue, at place: String) -> [String] {
    guard case .object = value else { return [] }
    return names.compactMap { name in
      guard case .string(let name) = name, value[name] == nil else { return nil }
      return "\(place): \(name) is missing"
    }
  }

  private func additional(
    in value: JSONValue, _ argument: JSONValue, known: JSONValue?, at place: String
  ) -> [String] {
    guard case .object(let members) = value else { return [] }
    return members.filter { known?[$0.key] == nil }.flatMap { name, member -> [String] in
      switch argument {
      case .boolean(true): []
      case .boolean(false): ["\(place): \(name) is not expected"]
      default: violations(of: member, schema: argument, at: "\(place).\(name)")
      }
    }
  }
}
