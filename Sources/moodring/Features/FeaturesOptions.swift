import Glibc
import MoodCapture
import MoodCore
import MoodFeatures
import MoodSinks

/// What the options of `features` mean, validated once.
struct FeaturesOptions: Sendable {
  var hearing: HearingOptions
  var selection: FeatureSelection
  /// Nil where none was asked for, and the name of the output tells none.
  var format: TableFormat?
  /// Statistics over a whole clip, one row a clip; nil for one row a hop.
  var summary: [Statistic]?
  /// Nil for standard output.
  var output: String?
  var jobs: Int
  /// Whether what is there already is made anew.
  var isForced: Bool
  var diagnostics: Diagnostics

  /// The single declaration of these options.
  static let declared: [Option] =
    [
      .value(
        "set", "NAMES",
        "sets (\(FeatureSet.allCases.map(\.rawValue).joined(separator: ", "))), columns and statistics "
          + "(default: \(FeatureSet.all.rawValue))"),
      .value(
        "stats", "STATS", repeatable: true,
        "of each chosen column, over a window: mean,std@3s;max@10s"),
      .flag("summary", "a row for each file: statistics of the whole of it (default: mean,std)"),
      .value(
        "format", "FORMAT",
        TableFormat.allCases.map(\.rawValue).joined(separator: ", ")
          + " (default: as PATH ends, else \(TableFormat.csv.rawValue))"),
      .value(
        "output", short: "o", "PATH", "a file (default: -, stdout); for folders and several files a folder"),
      .value("jobs", short: "j", "N", "files at once (default: one a core)"),
      .flag("force", "make anew what is up to date"),
      .flag("list", "print the chosen columns: name, unit, range, sets, reference"),
    ] + HearingOptions.declared + Diagnostics.declared

  /// - Throws: `UsageError`, `FeatureError` or `CaptureError`, each a sentence.
  init(_ arguments: Arguments) throws {
    hearing = try HearingOptions(arguments)
    selection = try FeatureSelection(
      set: arguments.text("set") ?? FeatureSet.all.rawValue, statistics: arguments.texts("stats"))
    output = arguments.text("output").flatMap { $0 == "-" ? nil : $0 }
    if output?.isEmpty == true { throw UsageError("--output is empty; it must be a path, or - for stdout") }
    format = try Self.format(arguments.text("format"), output: output)
    summary = nil
    if arguments.has("summary") {
      summary = selection.clipStatistics.isEmpty ? [.mean, .deviation] : selection.clipStatistics
      if format?.holdsFileNames == false {
        throw UsageError("a summary has names of files, for which npy has no place; use npz, csv or ndjson")
      }
    } else if let statistic = selection.clipStatistics.first?.rawValue {
      throw UsageError(
        "--stats names \(statistic) without a window; it must be like \(statistic)@3s, or --summary be given")
    }
    jobs = try arguments.integer("jobs", in: 1...1024) ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    isForced = arguments.has("force")
    diagnostics = Diagnostics(arguments)
  }

  /// The format of what is written.
  var tableFormat: TableFormat { format ?? .csv }

  /// Everything but the input that a table depends on.
  var fingerprint: String {
    let clip = summary.map { $0.map(\.rawValue).joined(separator: "+") } ?? "-"
    let end = hearing.durationSeconds.map { "\(hearing.startSeconds + $0)" } ?? "end"
    return
      "\(ProgramIdentity.version)/\(FileSource.decoder)/\(selection.schema.hash)/\(clip)/\(tableFormat.rawValue)"
      + "/\(hearing.channel)/\(hearing.startSeconds)-\(end)"
  }

  private static func format(_ text: String?, output: String?) throws(UsageError) -> TableFormat? {
    guard let text else {
      return TableFormat.allCases.first { output?.hasSuffix("." + $0.fileExtension) == true }
    }
    guard let format = TableFormat(rawValue: text) else {
      throw UsageError(
        "--format is \"\(text)\"; it must be one of "
          + TableFormat.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return format
  }
}
