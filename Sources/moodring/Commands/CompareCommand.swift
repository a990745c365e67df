import MoodBaselines
import MoodEvaluation

/// `moodring compare`: several ways to learn the same labels, in one table.
enum CompareCommand: Command {
  static let syntax = CommandSyntax(
    name: "compare", operands: "CONFIG…", summary: "put several ways to learn the same labels into one table",
    details: """
      Trains and tests what each CONFIG describes (JSON5; Configs/Baselines/logistic.json5 explains every key) on the same
      folds of one corpus: the clips of one artist are all in one fold, and all that is fitted (scaling, new rows,
      thresholds, when a network ends) is fitted on the other folds. Finished folds are kept, and the same command goes
      on where it was stopped.

      With --protocol leaky it does what some published figures are made of: parts of one track on both sides, classes filled
      up before the split, a split of its own for each emotion. Its rows are marked, and how much of what is tested leaks
      stands beside.

        moodring compare Configs/Baselines/*.json5 --corpus corpora --on 4q --folds 5 --seeds 3
        moodring compare Configs/Training/ensemble.json5 --corpus corpora --on 4q
        moodring compare Configs/Baselines/*.json5 --table features.csv
        moodring compare Configs/Baselines/rbf-svm-smote.json5 --corpus corpora --on emotify --protocol leaky
      """,
    options: [
      .value(
        "table", "PATH", kind: .file,
        "in place of a corpus: clips' features and labels, comma-separated",
        details: "columns clip, group and labels as in a clips.csv; all others are features"),
      .value(
        "on", "NAME",
        "the corpus, of which all clips have quadrants, shares of emotions or an acted emotion (default: 4q)"
      ),
      Laboratory.folds, Laboratory.seeds, Laboratory.splitSeed,
      .value(
        "protocol", "WORD", kind: .words(ComparisonRow.Procedure.allCases.map(\.rawValue)),
        "artists apart, or what leaks (default: honest)"),
      .value(
        "segments", "N", kind: .whole(1...100),
        "with --protocol leaky: parts that each clip is cut into (default 3)"),
      .value("json", "PATH", kind: .file, "where the table goes as JSON"),
      Laboratory.journal("the same comparison goes on where it was stopped; leaky runs are not kept"),
      Laboratory.fresh,
    ] + Laboratory.declared, operandKind: .file)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard !arguments.operands.isEmpty else {
      throw UsageError(
        "compare needs the configuration of a baseline, such as Configs/Baselines/logistic.json5")
    }
    let laboratory = try Laboratory(arguments, needsCorpora: !arguments.has("table"))
    try Laboratory.checkFolders(of: [arguments.text("json")])
    let plans = try arguments.operands.map { try ComparisonPlan(file: $0) }
    let isStopped = StopFlag()
    var comparison = try Comparison(arguments, laboratory, isStopped)
    try comparison.check(plans)
    let signals = SignalWatcher { isStopped.set() }
    var rows: [ComparisonRow] = []
    do {
      for plan in plans { rows.append(try comparison.row(of: plan)) }
    } catch is Interrupted {
      laboratory.progress.clear()
      return signals.status ?? .success
    }
    laboratory.progress.clear()
    let table = ComparisonTable(title: comparison.title, rows: rows)
    let printed = Result { try StandardOutput.write(table.text) }
    if let path = arguments.text("json") { try Laboratory.write(Array(table.json.utf8), to: path) }
    try printed.get()
    return signals.status ?? .success
  }
}
