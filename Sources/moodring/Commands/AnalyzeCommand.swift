import MoodCapture
import MoodInference
import MoodSinks

/// `moodring analyze`: whole files, one after another.
enum AnalyzeCommand: Command {
  static let syntax = CommandSyntax(
    name: "analyze", operands: "FILE…", summary: "say what files feel like",
    details: """
      Analyses files (WAV, FLAC, Ogg, Opus, MP3), "demo", or stdin as "-". On a terminal it prints a verdict for people,
      else the same records as moodring listen. One bad file does not stop the others.

        moodring analyze demo
        moodring analyze album/*.flac > album.ndjson
      """,
    options: StreamOptions.declared(), operandKind: .text(examples: ["demo", "-"], paths: .files),
    exits: ExitStatus.ofStreams)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard !arguments.operands.isEmpty else {
      throw UsageError("analyze needs a FILE, - for stdin, or demo")
    }
    let settings = try Settings(arguments)
    let options = try StreamOptions(arguments, settings)
    settings.tell(options.diagnostics)
    let inputs = try arguments.operands.map { try AudioInput($0) }
    let clipModel = try settings.reading(.model) { try ClipAnalysisRun.model(options.model) }
    let paths = inputs.compactMap(\.path)
    let isForPeople = !options.output.areChosen && StandardOutput.isTerminal
    let sinks =
      isForPeople ? SinkFanout([("the terminal", VerdictSink())]) : try options.output.open(besides: paths)
    if let clipModel {
      let gate = InputGate()
      let signals = SignalWatcher { gate.stop() }
      let run = try ClipAnalysisRun(clipModel, sinks: sinks, options, gate: gate)
      if let stray = ClipAnalysisRun.strangers.first(where: arguments.has) {
        options.diagnostics.notice("--\(stray) changes nothing: \(clipModel.name) hears clips whole")
      }
      let statuses = statuses(of: inputs, unless: run.isStopped, options, run: run.run)
      return Verdict.of(statuses, sinks: sinks, signal: signals.status, diagnostics: options.diagnostics)
    }
    let model = try options.loadModel(settings)
    let runner = StreamRunner(options: options, model: model, sinks: sinks)
    let reload =
      isForPeople
      ? nil
      : LiveReload(
        arguments, settings, options.output, sinks: sinks, isHearing: true, inputs: paths,
        onChange: { runner.lookForChange() })
    let signals = SignalWatcher(onReload: reload?.begin) { runner.stop() }
    let statuses = statuses(of: inputs, unless: runner.isStopped, options) { input, name in
      try runner.run(input, name: name)
    }
    return Verdict.of(statuses, sinks: sinks, signal: signals.status, diagnostics: options.diagnostics)
  }

  /// Runs all inputs, whatever becomes of one.
  private static func statuses(
    of inputs: [AudioInput], unless isStopped: @autoclosure () -> Bool, _ options: StreamOptions,
    run: (_ input: AudioInput, _ name: String) throws -> ExitStatus
  ) -> [ExitStatus] {
    var statuses: [ExitStatus] = []
    for input in inputs where !isStopped() {
      do {
        statuses.append(try run(input, inputs.count > 1 ? input.description : "main"))
      } catch {
        options.diagnostics.error("\(error)")
        statuses.append(ExitStatus(for: error))
      }
    }
    return inputs.count > 1 ? statuses.map { $0 == .success ? .success : .badData } : statuses
  }
}
