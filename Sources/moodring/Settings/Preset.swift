import CPresets

/// A configuration that comes with the program, for one kind of receiver.
struct Preset {
  let name: String
  /// The JSON5, whose comment says what is to be done on the receiver's side.
  let text: String

  /// All of them, in the order in which they are listed.
  static let all = (0..<mp_preset_count()).map { index in
    Preset(
      name: String(cString: mp_preset_name(index)),
      text: String(
        decoding: UnsafeRawBufferPointer(start: mp_preset_bytes(index), count: mp_preset_size(index)),
        as: UTF8.self))
  }

  /// The preset of that name; nil where there is none.
  init?(named name: String) {
    guard let preset = Self.all.first(where: { $0.name == name }) else { return nil }
    self = preset
  }

  private init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// What it is for: the first line of its comment.
  var summary: String {
    String((text.split(separator: "\n").first ?? "").drop { $0 == "/" || $0 == " " })
  }
}
