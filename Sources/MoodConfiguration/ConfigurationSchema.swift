internal import MoodCore

/// The keys that a configuration file may have.
package struct ConfigurationSchema: Sendable {
  /// In the order in which the manual explains them.
  package let keys: [ConfigurationKey]
  private let places: [String: Int]
  /// Paths of objects that hold keys.
  private let groups: Set<String>

  package init(_ keys: [ConfigurationKey]) {
    self.keys = keys
    places = Dictionary(uniqueKeysWithValues: zip(keys.map(\.path), keys.indices))
    groups = Set(
      keys.flatMap { key in
        let words = key.path.split(separator: ".")
        return words.indices.dropFirst().map { words[..<$0].joined(separator: ".") }
      })
  }

  /// Reads the text of a file.
  /// - Parameter file: what faults call it.
  package func read(_ text: String, file: String) throws(ConfigurationFault) -> Configuration {
    let tree: JSONTree
    do {
      tree = try JSONTree(json5: text)
    } catch {
      throw .notJSON5(file: file, error)
    }
    guard case .object(let members) = tree else {
      throw .wrongValue(file: file, path: nil, found: tree.shown, expected: "an object in braces")
    }
    var values: [String: JSONTree] = [:]
    try read(members, at: "", file: file, into: &values)
    return Configuration(file: file, values: values)
  }

  private func read(
    _ members: [String: JSONTree], at group: String, file: String, into values: inout [String: JSONTree]
  ) throws(ConfigurationFault) {
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      let path = group + name
      if let place = name.contains(".") ? nil : places[path] {
        if let refusal = keys[place].refusal(of: value) {
          throw .wrongValue(
            file: file, path: refusal.path, found: refusal.found, expected: refusal.expected)
        }
        values[path] = value
      } else if groups.contains(path), !name.contains(".") {
        guard case .object(let inner) = value else {
          throw .wrongValue(
            file: file, path: path, found: value.shown,
            expected: "an object with the keys \(names(in: path).joined(separator: ", "))")
        }
        try read(inner, at: path + ".", file: file, into: &values)
      } else {
        throw .unknownKey(file: file, path: path, nearest: nearest(to: name, at: path))
      }
    }
  }

  /// Keys of that name elsewhere come before keys with a similar path.
  private func nearest(to name: String, at path: String) -> String? {
    let paths = keys.map(\.path)
    return paths.first { $0.hasSuffix("." + name) }
      ?? keys.first { $0.optionName == name }?.path
      ?? NearestNames.of(path, among: paths + groups.sorted(), limit: 1).first
      ?? NearestNames.of(name, among: paths, limit: 1).first
  }

  private func names(in group: String) -> [String] {
    keys.map(\.path).filter { $0.hasPrefix(group + ".") }.map { String($0.dropFirst(group.count + 1)) }
  }
}

/// What a configuration file says: every value is one that its key may hold.
package struct Configuration: Equatable, Sendable {
  /// What faults call it.
  package let file: String
  /// By path; keys that do not stand in the file are absent.
  package let values: [String: JSONTree]

  /// What the file says of a key; nil where it says nothing, or null.
  package subscript(key: ConfigurationKey) -> JSONTree? {
    values[key.path].flatMap { $0 == .null ? nil : $0 }
  }
}
