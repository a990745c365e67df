extension EvaluationReport {
  /// Tables for people, at most 100 columns wide.
  package var text: String {
    var table = TextTable()
    table.add(line: "\(title): \(Self.counted(runs, "run"))")
    if let trainingSeconds {
      let deviation = trainingSeconds.runs > 1 ? " ± \(Self.tenths(trainingSeconds.deviation))" : ""
      table.add(line: "training took \(Self.tenths(trainingSeconds.mean))\(deviation) s each")
    }
    for section in corpora { section.write(to: &table) }
    latency?.write("Against seconds of lookahead\(ofSeeds)", to: &table)
    heard?.write("Against seconds heard\(ofSeeds)", to: &table)
    robustness?.write(ofSeeds, to: &table)
    return table.text
  }

  /// What stands behind a heading of what only some seeds' models were asked for.
  private var ofSeeds: String {
    guard let variantSeeds else { return "" }
    return " (seed \(variantSeeds.map(String.init).joined(separator: ", ")) alone)"
  }

  private static func tenths(_ value: Double) -> String { String(TextTable.decimals(value).dropLast(2)) }

  static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

extension CorpusSection {
  fileprivate func write(to table: inout TextTable) {
    typealias Report = EvaluationReport
    let counts = [
      Report.counted(clips, "clip"), Report.counted(groups, "group"), Report.counted(runs, "run"),
    ]
    table.head("\(corpus): \(counts.joined(separator: ", "))")
    guard !figures.isEmpty else {
      table.add(line: "  no figure, since no label is of what the models estimate")
      return
    }
    table.row("", ["mean", "sd", "all", "95% interval"], cellWidth: 9)
    for figure in figures {
      let interval = figure.interval.map { $0.map { TextTable.decimals($0) }.joined(separator: "…") } ?? ""
      table.row(
        "  \(figure.name.dropFirst(corpus.count + 1))",
        [
          TextTable.decimals(figure.spread.mean), TextTable.decimals(figure.spread.deviation),
          TextTable.decimals(figure.pooled),
          String(repeating: " ", count: max(0, 15 - interval.count)) + interval,
        ], cellWidth: 9)
    }
    if let quadrantConfusion {
      quadrantConfusion.write(names: (1...4).map { "Q\($0)" }, to: &table)
    }
    if let emotionConfusion {
      let known = SpeechArousal.classes
      let count = emotionConfusion.classes
      emotionConfusion.write(names: count == known.count ? known : (1...count).map(String.init), to: &table)
    }
  }
}

extension ConfusionMatrix {
  /// Truths down, guesses across, shortened to their first three letters.
  fileprivate func write(names: [String], to table: inout TextTable) {
    func row(_ name: String, _ counts: [String], _ figures: [String]) -> String {
      let start = "  " + name + String(repeating: " ", count: max(1, 14 - name.count))
      return (counts.map { ($0, 6) } + figures.map { ($0, 11) }).reduce(start) { line, cell in
        line + String(repeating: " ", count: max(1, cell.1 - cell.0.count)) + cell.0
      }
    }
    table.add(line: "")
    table.add(
      line: row("truth \\ guess", names.map { String($0.prefix(3)) }, ["precision", "recall", "F1"]))
    for (index, name) in names.enumerated() {
      table.add(
        line: row(
          name, counts[index].map(String.init),
          [precision(index), recall(index), f1(index)].map { TextTable.decimals($0) }))
    }
  }
}

extension ReportCurve {
  fileprivate func write(_ heading: String, to table: inout TextTable) {
    let names = names.filter(ReportFigure.isLeading)
    guard !names.isEmpty else { return }
    table.head(heading)
    table.row("", points.map { $0.seconds.map(Self.short) ?? "whole" })
    for name in names where ReportFigure.isLeading(name) {
      table.row("  " + name, points.map { TextTable.decimals($0.figures[name]?.mean) })
    }
  }

  /// `0.25`, `2`: two decimals at most.
  private static func short(_ seconds: Double) -> String {
    var text = TextTable.decimals((seconds * 100).rounded() / 100)
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}

extension RobustnessSection {
  /// Narrower than elsewhere, since there are many columns.
  private static let nameWidth = 36

  fileprivate func write(_ ofSeeds: String, to table: inout TextTable) {
    table.head("Change under degradation\(ofSeeds) (* by more than \(Self.aim))")
    for row in rows { table.add(line: "  \(row.name): \(row.effect)") }
    table.add(line: "")
    table.row("", ["clean"] + rows.map { String($0.name.prefix(6)) }, nameWidth: Self.nameWidth)
    for name in clean.keys.sorted() where ReportFigure.isLeading(name) {
      let changes = rows.map { row in
        let change = row.changes[name]
        return TextTable.change(change) + (abs(change ?? 0) > Self.aim ? "*" : " ")
      }
      table.row("  " + name, [TextTable.decimals(clean[name])] + changes, nameWidth: Self.nameWidth)
    }
  }
}
