import Glibc
import MoodCapture
import MoodConfiguration
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

  /// The format of what is written.
  var tableFormat: TableFormat

  /// The single declaration of these options.
  static let declared: [Option] =
    Option.group(
      "table",
      [
        .setting(.featureSet, "NAMES"), .setting(.featureStatistics, "STATS"),
        .flag("summary", "a row for each file: statistics of the whole of it (default: mean,std)"),
        .setting(.featureFormat, "FORMAT"),
        .value(
          "output", short: "o", "PATH", kind: .file,
          "a file (default: -, stdout); for folders and several files a folder"),
        .value("jobs", short: "j", "N", kind: .whole(1...1024), "files at once (default: one a core)"),
        .flag("force", "make anew what is up to date"),
        .flag("list", "print the chosen columns: name, unit, range, sets, reference"),
      ])
    + Option.group("input", HearingOptions.declared)
    + Option.group("messages", Diagnostics.declared)
    + Option.group("configuration", [Settings.option])

  /// - Throws: `UsageError`, `ConfigurationFault`, `FeatureError` or `CaptureError`, each a sentence.
  init(_ arguments: Arguments, _ settings: Settings) throws {
    hearing = try HearingOptions(arguments, settings)
    let set = settings.text(.featureSet)
    _ = try settings.reading(.featureSet) { try FeatureSelection(set: set) }
    selection = try settings.reading(.featureStatistics) {
      try FeatureSelection(set: set, statistics: settings.texts(.featureStatistics))
    }
    output = arguments.text("output").flatMap { $0 == "-" ? nil : $0 }
    if output?.isEmpty == true { throw UsageError("--output is empty; it must be a path, or - for stdout") }
    format = Self.format(
      settings.isTyped(.featureFormat) ? settings.text(.featureFormat) : nil, output: output)
    tableFormat = format ?? TableFormat(rawValue: settings.text(.featureFormat)) ?? .csv
    summary = nil
    if arguments.has("summary") {
      summary = selection.clipStatistics.isEmpty ? [.mean, .deviation] : selection.clipStatistics
      if !tableFormat.holdsFileNames {
        throw UsageError("a summary has names of files, for which npy has no place; use npz, csv or ndjson")
      }
    } else if let statistic = selection.clipStatistics.first?.rawValue {
      try settings.reading(.featureStatistics) {
        throw UsageError(
          "the statistic \(statistic) has no window; it must be like \(statistic)@3s, or --summary be given")
      }
    }
    jobs = arguments.integer("jobs") ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    isForced = arguments.has("force")
    diagnostics = Diagnostics(arguments, settings)
  }

  /// Everything but the input that a table depends on.
  var fingerprint: String {
    let clip = summary.map { $0.map(\.rawValue).joined(separator: "+") } ?? "-"
    let end = hearing.durationSeconds.map { "\(hearing.startSeconds + $0)" } ?? "end"
    // Files are read as raw PCM only where the command line says so; else what is said of it changes nothing.
    let raw = hearing.input.isFallback ? "-" : "\(hearing.input)"
    return
      "\(ProgramIdentity.version)/\(FileSource.decoder)/\(selection.schema.hash)/\(clip)/\(tableFormat.rawValue)"
      + "/\(hearing.channel)/\(hearing.startSeconds)-\(end)/\(raw)"
  }

  /// The format that was typed, else the one that the output's name tells.
  private static func format(_ text: String?, output: String?) -> TableFormat? {
    text.flatMap { TableFormat(rawValue: $0) }
      ?? TableFormat.allCases.first { output?.hasSuffix("." + $0.fileExtension) == true }
  }
}
