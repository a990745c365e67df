import MoodBaselines
import MoodCapture
import MoodCore
import MoodCorpus
import MoodInference
import MoodSinks

/// `moodring analyze` with a network that hears clips whole: its records are `begin` and `end`, with what it says in the
/// summary.
struct ClipAnalysisRun {
  /// Options about what happens along a stream, or before a streaming network hears it.
  static let strangers = [
    "gain", "send", "min-confidence", "speaker-adapt", "realtime", "smoothing", "silence", "address",
  ]

  private let model: ClipModel
  private let sinks: SinkFanout
  private let options: StreamOptions
  private let gate: InputGate

  /// The model at `path`, where it is one of that kind.
  /// - Throws: `ModelError`
  static func model(_ path: String) throws -> ClipModel? {
    guard EmbeddedModels.bytes(path) == nil, path.contains("/") || path.hasSuffix(".safetensors") else {
      return nil
    }
    let file = try ModelFile.safetensors(path: path)
    do throws(ModelError) {
      return try ClipModel(file)
    } catch {
      throw ModelError.inFile(path: path, error)
    }
  }

  /// - Parameter gate: ends the running input where it is, and keeps later ones from starting.
  init(_ model: ClipModel, sinks: SinkFanout, _ options: StreamOptions, gate: InputGate) throws {
    try ClipModel.prepare()
    self.gate = gate
    self.model = model
    self.sinks = sinks
    self.options = options
  }

  /// Whether nothing further is to be run.
  var isStopped: Bool { gate.isStopped || sinks.allClosed }

  /// Runs one input to its end.
  func run(_ input: AudioInput, name: String) throws -> ExitStatus {
    guard let source = try gate.open(input, options.hearing.input) else { return .success }
    let stream = try options.hearing.stream(of: source)
    let heard = try gate.running(
      until: { source.interrupt() }, do: { try ClipAnalysis.table(of: stream, columns: model.columns) })
    guard let heard else { return .success }
    let description = StreamDescription(
      name: name, program: ProgramIdentity.description, source: input.description, format: stream.format,
      model: model.name, licence: model.licence, outputs: model.outputs,
      lookaheadSeconds: AnalysisGrid.seconds(samples: heard.samples), stride: 1, started: nil)
    let summary = try model.summary(of: heard.table, schema: heard.schema)
    sinks.begin(description)
    sinks.finish(
      StreamEnd(
        samples: heard.samples, hops: Int64(heard.table.hops), nonFiniteSamples: stream.nonFiniteSamples,
        summary: summary))
    let say = options.diagnostics
    say.notice(
      isStopped ? [] : stream.notices, nonFiniteSamples: stream.nonFiniteSamples, of: input.description)
    if heard.samples == 0, !isStopped {
      say.error("\(input) held no audio")
      return .badData
    }
    if summary == nil {
      say.notice("\(input) is too short for \(model.name), which hears clips whole")
    }
    return .success
  }
}
