import MoodCapture
import MoodConfiguration
import MoodFeatures
import MoodSinks

/// `moodring features`: what is heard, as a table of numbers.
enum FeaturesCommand: Command {
  static let syntax = CommandSyntax(
    name: "features", operands: "[FILE… | DIR | -]", summary: "write features of recordings as a table",
    details: """
      Writes the features of recordings (WAV, FLAC, Ogg, Opus, MP3), "demo", or stdin as "-": a row for every 512 samples
      at 22,050 Hz. The first column t is the time in seconds of the end of the row's frame of 2048 samples; what is left
      after the last whole hop makes no row.

        moodring features song.flac > song.csv
        moodring features song.flac --set basic,chroma_c,mfcc_1_std_3s -o song.npz
        moodring features song.flac --set rms,centroid_hz --stats 'mean,std@3s;max@10s' --format ndjson
        moodring features music/ -o tables/ --format npy
        moodring features music/ --summary -o summary.csv
        moodring features --list --set basic

      Of a folder, or of several files, every recording gets a table in the folder PATH, which mirrors the tree. Files
      appear complete or not at all; an interrupted run goes on where it stopped, and what was made from the same
      recording with the same options is not made again. One bad file does not stop the others (exit status 65).

        csv      RFC 4180 with a header, lines ending in LF; the shortest decimals that read back as the same Float32
        ndjson   one object a row: {"t":0.023220,"rms":0.1}
        npy      one matrix of float32 in C order: t, then the columns in the order of --list
        npz      arrays features (rows × columns, float32), t (float64; files with --summary) and columns (names)
      """,
    options: FeaturesOptions.declared, operandKind: .text(examples: ["demo", "-"], paths: .files),
    exits: ExitStatus.ofStreams)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let settings = try Settings(arguments)
    let options = try FeaturesOptions(arguments, settings)
    settings.tell(options.diagnostics)
    if arguments.has("list") {
      if let operand = arguments.operands.first {
        throw UsageError(
          "--list prints columns and takes no operand, but was given \(JSONTree.shown(operand))")
      }
      let text = try ColumnList.text(of: options.selection.schema.columns, format: options.format)
      try StandardOutput.write(text)
      return .success
    }
    guard !arguments.operands.isEmpty else {
      throw UsageError("features needs a FILE, a DIR, - for stdin, or demo")
    }
    let jobs = try FeatureJob.jobs(of: arguments.operands, format: options.tableFormat) { path in
      options.diagnostics.detail("\(path) was left out: it is no recording")
    }
    let isBatch = jobs.count > 1 || arguments.operands.contains { AudioFolder.isFolder($0) }
    let plan = try plan(jobs, isBatch: isBatch, options: options)
    let batch = FeatureBatch(jobs, to: plan.destination, journal: plan.journal, options: options)
    let signals = SignalWatcher { batch.stop() }
    defer { plan.summary?.giveUp() }
    let status = try batch.run()
    // Of several files an interrupted summary leaves its journal, to go on from.
    if signals.status == nil || jobs.count == 1 {
      try plan.summary?.finish()
      if plan.summary != nil { plan.journal?.remove() }
    }
    return status == .success ? signals.status ?? .success : status
  }

  private struct Plan {
    var destination: FeatureBatch.Destination
    var journal: BatchJournal?

    var summary: SummaryTable? {
      if case .summary(let table) = destination { return table }
      return nil
    }
  }

  /// Where the results go.
  private static func plan(_ jobs: [FeatureJob], isBatch: Bool, options: FeaturesOptions) throws -> Plan {
    let place = options.output.map { TablePlace.path($0) } ?? .standardOutput
    if options.output == nil, !options.tableFormat.isText, StandardOutput.isTerminal {
      throw UsageError("\(options.tableFormat.rawValue) is not for a terminal; name a file with --output")
    }
    if let output = options.output, !AudioFolder.isFolder(output),
      FileSource.isRecording(named: output) || jobs.contains(where: { $0.input.isFile(output) })
    {
      throw UsageError(
        "--output is \(JSONTree.shown(output)), a recording or named like one; a table must have another name"
      )
    }
    let hasFiles = jobs.contains { $0.stamp != nil }
    if let statistics = options.summary {
      let columns = ClipStatistics(statistics, of: options.selection.schema).schema.names
      let table = try SummaryTable(
        of: jobs.map(\.name), columns: columns, format: options.tableFormat, at: place)
      let journal = hasFiles && isBatch ? try options.output.flatMap { try BatchJournal(besides: $0) } : nil
      return Plan(destination: .summary(table), journal: journal)
    }
    guard let folder = options.output, isBatch || folder.hasSuffix("/") || AudioFolder.isFolder(folder) else {
      if isBatch { throw UsageError("a folder or several files need --output, the folder of their tables") }
      return Plan(destination: .table(place))
    }
    try FeatureJob.checkTables(of: jobs)
    let root = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    try OutputFolder.create(root)
    return Plan(
      destination: .tables(folder: root),
      journal: hasFiles ? try BatchJournal("\(root)/.moodring-features") : nil)
  }
}
