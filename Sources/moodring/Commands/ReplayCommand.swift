import MoodConfiguration
import MoodSinks

/// `moodring replay`: recorded streams once more.
enum ReplayCommand: Command {
  private static let speedRange: ClosedRange<Double> = 0.01...1000

  static let syntax = CommandSyntax(
    name: "replay", operands: "FILE…", summary: "send recorded estimates once more, with their timing",
    details: """
      Sends what a NDJSON output has recorded to other outputs, each record when it was known: a show is prepared without
      music, and a fault comes back as often as it is wanted. - is stdin. Several files, and several streams of one, are
      played one after another. Records come out as they went in: --out 'ndjson:-?rate=hop&stage=both' repeats the lines
      of a recording byte for byte.

      A line that is no record of moodring is told with its file and number, and left out; the exit code is 65 then. What
      was recorded with fields= lacks what is needed, and is refused. A recording that breaks off is ended where it does.

        moodring listen --out ndjson:show.ndjson?rate=hop --out osc:127.0.0.1:7700
        moodring replay show.ndjson --out osc:127.0.0.1:7700
        moodring replay show.ndjson --speed 4 --out terminal
        moodring replay show.ndjson --speed max > thinned.ndjson
      """,
    options: [
      .value(
        "speed", "X", kind: .text(examples: ["1", "2", "max"]),
        "how many times faster than it was recorded, or max (default 1)",
        details: "from 0.01 to 1000; max and 0 are as fast as it goes")
    ] + OutputOptions.declared(),
    exits: ExitStatus.ofStreams)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard !arguments.operands.isEmpty else { throw UsageError("replay needs a FILE, or - for stdin") }
    let speed = try speed(arguments.text("speed"))
    let settings = try Settings(arguments)
    var options = try OutputOptions(arguments, settings)
    options.isHearing = false
    settings.tell(options.diagnostics)
    let sinks = try options.open(besides: arguments.operands)
    let runner = ReplayRunner(speed: speed, sinks: sinks, diagnostics: options.diagnostics)
    let reload = LiveReload(
      arguments, settings, options, sinks: sinks, isHearing: false, inputs: arguments.operands,
      onChange: { runner.lookForChange() })
    let signals = SignalWatcher(onReload: reload?.begin) { runner.stop() }
    var statuses: [ExitStatus] = []
    for path in arguments.operands where !runner.isStopped {
      do {
        statuses.append(try runner.run(path))
      } catch {
        options.diagnostics.error("\(error)")
        statuses.append(ExitStatus(for: error))
      }
    }
    runner.finish()
    if statuses.count > 1 { statuses = statuses.map { $0 == .success ? .success : .badData } }
    return Verdict.of(statuses, sinks: sinks, signal: signals.status, diagnostics: options.diagnostics)
  }

  /// What `--speed` says; nil for as fast as it goes.
  private static func speed(_ text: String?) throws(UsageError) -> Double? {
    guard let text else { return 1 }
    if text == "max" || text == "0" { return nil }
    guard let speed = Double(text), speedRange.contains(speed) else {
      throw UsageError("--speed is \(JSONTree.shown(text)); it must be a number from 0.01 to 1000, or max")
    }
    return speed
  }
}
