/// Rows of a name, a number, and what the number is to be held against.
struct Table {
  var title: String
  private var rows: [(name: String, value: String, note: String)] = []

  init(_ title: String) { self.title = title }

  mutating func add(_ name: String, _ value: Double, unit: String, note: String = "") {
    rows.append((name, "\(Table.text(value)) \(unit)", note))
  }

  func show() {
    let nameWidth = rows.map(\.name.count).max() ?? 0
    let valueWidth = rows.map(\.value.count).max() ?? 0
    print("\n\(title)")
    for row in rows {
      let name = row.name + String(repeating: " ", count: nameWidth - row.name.count)
      let value = String(repeating: " ", count: valueWidth - row.value.count) + row.value
      print("  \(name)  \(value)\(row.note.isEmpty ? "" : "  " + row.note)")
    }
  }

  /// A number with two decimals.
  static func text(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let fraction = String(hundredths % 100)
    return "\(hundredths / 100)." + (fraction.count == 1 ? "0" : "") + fraction
  }
}
