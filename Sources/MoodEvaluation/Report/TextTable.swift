internal import MoodCore

/// Rows of a name and figures for people, 96 columns wide at most as long as names are of usual length.
struct TextTable {
  /// Columns that the name takes.
  static let nameWidth = 40

  private(set) var lines: [String] = []

  /// Adds a heading with a rule below, after an empty line.
  mutating func head(_ text: String) {
    if !lines.isEmpty { lines.append("") }
    lines.append(text)
    lines.append(String(repeating: "─", count: text.count))
  }

  mutating func add(line: String) { lines.append(line) }

  /// Adds a row of a name and cells, which are flush right.
  mutating func row(
    _ name: String, _ cells: [String], cellWidth: Int = 8, nameWidth: Int = Self.nameWidth
  ) {
    let cells = cells.map { String(repeating: " ", count: max(1, cellWidth - $0.count)) + $0 }.joined()
    let padding = cells.isEmpty ? 0 : max(0, nameWidth - name.count)
    var line = name + String(repeating: " ", count: padding) + cells
    while line.last == " " { line.removeLast() }
    lines.append(line)
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  /// Three decimals; empty of nothing.
  static func decimals(_ value: Double?) -> String {
    guard let value, value.isFinite, abs(value) < 1e9 else { return "" }
    return FixedDecimal.text(value, places: 3)
  }

  /// Three decimals with a sign.
  static func change(_ value: Double?) -> String {
    let text = decimals(value)
    return text.isEmpty || text.hasPrefix("−") ? text : "+" + text
  }
}
