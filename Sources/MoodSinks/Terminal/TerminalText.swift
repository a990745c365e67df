/// A line of a picture: pieces of text, each in its colour.
struct TerminalText {
  /// The sixteen colours that every terminal has, by their numbers.
  enum Colour: Int {
    case red = 31
    case green = 32
    case yellow = 33
    case blue = 34
    case magenta = 35
    case cyan = 36
    case grey = 90
  }

  private(set) var pieces: [(text: String, colour: Colour?)] = []
  /// Characters, each of which takes one column.
  private(set) var width = 0

  init(_ text: String = "", _ colour: Colour? = nil) { add(text, colour) }

  /// Adds `text`; what a terminal would obey is shown as `?`.
  mutating func add(_ text: String, _ colour: Colour? = nil) {
    guard !text.isEmpty else { return }
    let harmless = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isControl ? "?" : $0 }))
    pieces.append((harmless, colour))
    width += harmless.count
  }

  /// Adds spaces until the line has `width` characters.
  mutating func pad(to width: Int) {
    if self.width < width { add(String(repeating: " ", count: width - self.width)) }
  }

  /// Puts `text` at the right margin, where there is room.
  mutating func add(_ text: String, endingAt width: Int, _ colour: Colour? = nil) {
    guard self.width + text.count < width else { return }
    pad(to: width - text.count)
    add(text, colour)
  }

  /// The line as a terminal takes it, cut after `columns` characters.
  func text(columns: Int, isColored: Bool) -> String {
    var line = ""
    var left = columns
    for (text, colour) in pieces where left > 0 {
      let shown = text.prefix(left)
      left -= shown.count
      if let colour, isColored {
        line += "\u{1b}[\(colour.rawValue)m\(shown)\u{1b}[0m"
      } else {
        line += shown
      }
    }
    return line
  }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate: true
    default: false
    }
  }
}
