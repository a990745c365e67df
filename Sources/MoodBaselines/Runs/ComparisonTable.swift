internal import FoundationEssentials
internal import MoodCore
internal import MoodEvaluation

/// All rows of a comparison, for people and for programs.
package struct ComparisonTable: Codable, Sendable, Equatable {
  package var title: String
  package var rows: [ComparisonRow]

  package init(title: String, rows: [ComparisonRow]) {
    self.title = title
    self.rows = rows
  }

  /// What has a column, where some row has it, and what that is headed.
  private static let columns = [
    ("quadrant accuracy", "accuracy"), ("quadrant macro F1", "macro F1"),
    ("quadrant average recall", "UAR"), ("emotion accuracy", "accuracy"), ("emotion macro F1", "macro F1"),
    ("emotion UAR", "UAR"), ("mean r", "mean r"),
    ("dominant emotion", "dominant"), ("emotions macro F1", "macro F1"), ("emotions Hamming loss", "Hamming"),
  ]

  /// JSON with keys in alphabetical order.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let data = try? encoder.encode(self) else { preconditionFailure("figures are finite numbers") }
    return String(decoding: data, as: UTF8.self)
  }

  /// A line for each row: mean ± deviation over folds and seeds, in brackets the interval over artists.
  package var text: String {
    let shown = Self.columns.filter { name, _ in rows.contains { $0.figures[name] != nil } }
    let head = [""] + shown.map(\.1) + ["parameters", "µs a hop", "s a fold"]
    let cells = rows.map { row in
      [row.name + (row.leakedShare == nil ? "" : " (leaky)")]
        + shown.map { name, _ in row.figures[name].map(Self.cell) ?? "" }
        + [
          row.parameters.map(String.init) ?? "",
          row.microsecondsPerHop.map { FixedDecimal.text($0.mean, places: 3) } ?? "",
        ]
        + [row.secondsOfFold.map { FixedDecimal.text($0.mean, places: 1) } ?? ""]
    }
    let widths = head.indices.map { column in ([head] + cells).map { $0[column].count }.max() ?? 0 }
    var lines = [title, String(repeating: "─", count: title.count)]
    for line in [head] + cells {
      var text = zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(
        separator: "  ")
      while text.last == " " { text.removeLast() }
      lines.append(text)
    }
    for row in rows {
      guard let share = row.leakedShare else { continue }
      lines.append(
        "\(row.name) (leaky): \(FixedDecimal.text(share * 100, places: 0)) % of what was tested leaks into the training; "
          + "these figures say nothing about music never heard")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func cell(_ figure: ComparisonRow.Figure) -> String {
    let spread =
      FixedDecimal.text(figure.spread.mean, places: 3) + " ± "
      + FixedDecimal.text(figure.spread.deviation, places: 3)
    guard let interval = figure.interval, interval.count == 2 else { return spread }
    return spread
      + " [\(FixedDecimal.text(interval[0], places: 2)), \(FixedDecimal.text(interval[1], places: 2))]"
  }
}
