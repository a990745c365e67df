import MoodConfiguration

/// What a run is to do: the command line over the configuration file over a preset over the defaults.
///
/// A command that declares `Settings.option` and `.setting(key)` options reads them here; the keys that are no options
/// are read likewise.
struct Settings {
  /// The option that names the file.
  static let option = Option.value(
    "config", "FILE", kind: .text(examples: [ConfigurationSearch.none], paths: .files),
    "read this configuration, or \(ConfigurationSearch.none)",
    details: "otherwise the first of \(ConfigurationSearch.places.joined(separator: ", ")) is read")

  private let arguments: Arguments
  private let file: Configuration?
  private let preset: Configuration?

  /// Reads the configuration file that counts, if there is one, and the preset that it or the command line names.
  init(_ arguments: Arguments) throws(ConfigurationFault) {
    self.arguments = arguments
    if let (path, text) = try ConfigurationSearch.file(arguments.text(Self.option.name)) {
      file = try ConfigurationSchema.moodring.read(text, file: path)
    } else {
      file = nil
    }
    var named = arguments.text(ConfigurationKey.preset.optionName)
    if named == nil, case .text(let name)? = file?[.preset] { named = name }
    if let preset = named.flatMap({ Preset(named: $0) }) {
      self.preset = try ConfigurationSchema.moodring.read(preset.text, file: "of the preset \(preset.name)")
    } else {
      preset = nil
    }
  }

  /// Whether there is a file that was named and can be read again; nil where there is none.
  var namedFile: String? {
    arguments.text(Self.option.name).flatMap { $0 == ConfigurationSearch.none ? nil : $0 }
  }

  /// Says which file counts, if there is one.
  func tell(_ diagnostics: Diagnostics) {
    if let file { diagnostics.detail("the configuration is \(file.file)") }
  }

  /// Whether the command line says it.
  func isTyped(_ key: ConfigurationKey) -> Bool { arguments.spelling(key.optionName) != nil }

  /// Whether the file or the preset says it, and the command line does not.
  func isFiled(_ key: ConfigurationKey) -> Bool { !isTyped(key) && source(of: key) != nil }

  /// What counts for a key, to be compared.
  func effective(_ key: ConfigurationKey) -> JSONTree {
    if !isTyped(key) { return value(key) ?? .null }
    if let isOn = arguments.isOn(key.optionName) { return .boolean(isOn) }
    return .list(arguments.texts(key.optionName).map { .text($0) })
  }

  func isOn(_ key: ConfigurationKey) -> Bool {
    arguments.isOn(key.optionName) ?? (value(key) == .boolean(true))
  }

  /// The whole number of a key, nil where neither it nor a default is set.
  func integer(ifSet key: ConfigurationKey) -> Int? {
    arguments.integer(key.optionName) ?? number(ifSet: key).map { Int($0) }
  }

  /// The number of a key, nil where neither it nor a default is set.
  func number(ifSet key: ConfigurationKey) -> Double? {
    if let typed = arguments.number(key.optionName) { return typed }
    guard case .number(let number)? = value(key) else { return nil }
    return number
  }

  /// The text of a key, nil where neither it nor a default is set.
  func text(ifSet key: ConfigurationKey) -> String? { texts(key).last }

  /// The texts of a key that holds a list.
  func texts(_ key: ConfigurationKey) -> [String] {
    if isTyped(key) { return arguments.texts(key.optionName) }
    switch value(key) {
    case .text(let text)?: return [text]
    case .list(let values)?:
      return values.compactMap { value in
        if case .text(let text) = value { text } else { nil }
      }
    default: return []
    }
  }

  /// The whole number of a key that has a default.
  func integer(_ key: ConfigurationKey) -> Int { Self.set(integer(ifSet: key), key) }

  /// The number of a key that has a default.
  func number(_ key: ConfigurationKey) -> Double { Self.set(number(ifSet: key), key) }

  /// The text of a key that has a default.
  func text(_ key: ConfigurationKey) -> String { Self.set(text(ifSet: key), key) }

  /// Understands the value of `key`, or the one at `index` of its list.
  /// - Throws: what `read` throws, as a fault of the file where the value stands there.
  func reading<Value>(_ key: ConfigurationKey, at index: Int? = nil, _ read: () throws -> Value) throws
    -> Value
  {
    do {
      return try read()
    } catch  where isFiled(key) {
      throw ConfigurationFault.refused(
        file: source(of: key)?.file ?? "", path: key.path + (index.map { ".\($0)" } ?? ""), reason: "\(error)"
      )
    }
  }

  private func value(_ key: ConfigurationKey) -> JSONTree? { source(of: key)?[key] ?? key.standard }

  /// What says a key, where it is not the command line.
  private func source(of key: ConfigurationKey) -> Configuration? {
    [file, preset].compactMap(\.self).first { $0[key] != nil }
  }

  private static func set<Value>(_ value: Value?, _ key: ConfigurationKey) -> Value {
    guard let value else { preconditionFailure("the key \(key.path) has a default") }
    return value
  }
}
