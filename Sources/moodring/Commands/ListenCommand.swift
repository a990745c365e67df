import Glibc
import MoodCapture
import MoodConfiguration
import MoodInference
import MoodSinks

/// `moodring listen`: one stream, as it comes.
enum ListenCommand: Command {
  static let syntax = CommandSyntax(
    name: "listen", operands: "", summary: "listen to one input and send estimates as they come",
    details: """
      Listens to one input and writes an estimate of valence, arousal and quadrant for what it hears, at once (stage
      "now") and again a second later, when the model has heard what followed (stage "settled").

        ffmpeg -v error -i song.mp3 -f wav - | moodring listen
        arecord -q -f S16_LE -r 44100 -c 2 -t raw | \\
          moodring listen --input-format s16le --rate 44100 --channels 2 --out osc:127.0.0.1:7700
        moodring listen --input demo --realtime --out osc:127.0.0.1:7700
      """,
    options: StreamOptions.declared(input: [.setting(.input, "INPUT")]),
    exits: ExitStatus.ofStreams)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    if let operand = arguments.operands.first {
      throw UsageError(
        "listen takes no operand, but was given \(JSONTree.shown(operand)); name the input with --input")
    }
    let settings = try Settings(arguments)
    let options = try StreamOptions(arguments, settings)
    settings.tell(options.diagnostics)
    let named = settings.text(ifSet: .input)
    let input = try settings.reading(.input) { try named.map { try AudioInput($0) } ?? standardInput() }
    let model = try options.loadModel(settings)
    let sinks = try options.openOutputs(for: [input])
    let runner = StreamRunner(options: options, model: model, sinks: sinks)
    let signals = SignalWatcher { runner.stop() }
    let status = try runner.run(input, name: "main")
    return Verdict.of([status], sinks: sinks, signal: signals.status, diagnostics: options.diagnostics)
  }

  private static func standardInput() throws(UsageError) -> AudioInput {
    guard isatty(STDIN_FILENO) == 0 else {
      throw UsageError(
        "there is nothing to listen to: pipe audio into moodring listen, or name an --input such as demo")
    }
    return .standardInput
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
