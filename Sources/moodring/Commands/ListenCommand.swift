import MoodCapture
import MoodConfiguration
import MoodInference
import MoodRealtime
import MoodSinks

/// `moodring listen`: one stream, as it comes.
enum ListenCommand: Command {
  static let syntax = CommandSyntax(
    name: "listen", operands: "", summary: "listen to one input and send estimates as they come",
    details: """
      Listens to one input and writes an estimate of valence, arousal and quadrant for what it hears, at once (stage
      "now") and again a second later, when the model has heard what followed (stage "settled").

      Without --input that is stdin where a pipe or a file is connected to it, else the default source of PulseAudio or
      PipeWire, else the default device of ALSA; stderr says which. moodring devices lists what there is. A device that goes
      away is waited for.

        moodring listen
        moodring listen --input pulse:@monitor --out osc:127.0.0.1:7700
        ffmpeg -v error -i song.mp3 -f wav - | moodring listen
        moodring listen --input demo --realtime --out osc:127.0.0.1:7700
      """,
    options: StreamOptions.declared(input: [.setting(.input, "INPUT")], device: [.setting(.fragment, "MS")]),
    exits: ExitStatus.ofStreams)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    if let operand = arguments.operands.first {
      throw UsageError(
        "listen takes no operand, but was given \(JSONTree.shown(operand)); name the input with --input")
    }
    let settings = try Settings(arguments)
    let options = try StreamOptions(arguments, settings)
    settings.tell(options.diagnostics)
    var input = try settings.reading(.input) { try AudioInput(settings.text(.input)) }
    var remark: String?
    if input == .auto {
      let choice = try AutomaticInput.choose()
      (input, remark) = (choice.input, choice.remark)
    }
    // Before anything is allocated that the hop touches.
    if input.isDevice { MemoryLock.begin() }
    let model = try options.loadModel(settings)
    let inputs = [input].compactMap(\.path)
    let sinks = try options.output.open(besides: inputs)
    let runner = StreamRunner(options: options, model: model, sinks: sinks)
    let reload = LiveReload(
      arguments, settings, options.output, sinks: sinks, isHearing: true,
      isUnhurried: input.isDevice && options.handsOverMuch, inputs: inputs,
      onChange: { runner.lookForChange() })
    let signals = SignalWatcher(onReload: reload?.begin) { runner.stop() }
    let status = try runner.run(input, name: "main", remark: remark)
    return Verdict.of([status], sinks: sinks, signal: signals.status, diagnostics: options.diagnostics)
  }
}

/// What a run as a whole is to be called.
enum Verdict {
  /// A failed stream counts more than a failed output, and either more than a signal.
  static func of(
    _ streams: [ExitStatus], sinks: SinkFanout, signal: ExitStatus?, diagnostics: Diagnostics
  ) -> ExitStatus {
    for notice in sinks.notices { diagnostics.notice(notice) }
    if let failed = streams.first(where: { $0 != .success }) { return failed }
    if let failure = sinks.failures.first { return ExitStatus(for: failure.error) }
    return signal ?? .success
  }
}
