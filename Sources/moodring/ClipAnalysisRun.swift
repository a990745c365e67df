import MoodBaselines
import MoodCapture
import MoodCore
import MoodCorpus
import MoodInference
import MoodSinks

/// `moodring analyze` with a network that hears clips whole: its records are `begin` and `end`, with what it says in the
/// summary.
struct ClipAnalysisRun {
  private let model: ClipModel
  private let sinks: SinkFanout
  private let diagnostics: Diagnostics

  /// The model at `path`, where it is one of that kind.
  /// - Throws: `ModelError`
  static func model(_ path: String) throws -> ClipModel? {
    guard EmbeddedModels.bytes(path) == nil, path.contains("/") || path.hasSuffix(".safetensors") else {
      return nil
    }
    do throws(ModelError) {
      return try ClipModel(ModelFile.safetensors(path: path))
    } catch {
      if case .inFile = error { throw error }
      throw ModelError.inFile(path: path, error)
    }
  }

  init(_ model: ClipModel, sinks: SinkFanout, diagnostics: Diagnostics) throws {
    try ClipModel.prepare()
    self.model = model
    self.sinks = sinks
    self.diagnostics = diagnostics
  }

  /// Runs one input to its end.
  func run(_ input: AudioInput, name: String, _ options: StreamOptions) throws -> ExitStatus {
    guard let source = try InputGate().open(input, options.hearing.input) else { return .success }
    let stream = try options.hearing.stream(of: source)
    let heard = try ClipAnalysis.table(of: stream, columns: model.columns)
    let description = StreamDescription(
      name: name, program: ProgramIdentity.description, source: input.description, format: stream.format,
      model: model.name, licence: model.licence, outputs: model.outputs,
      lookaheadSeconds: AnalysisGrid.seconds(samples: heard.samples), stride: 1, started: nil)
    sinks.begin(description)
    let summary = model.summary(of: heard.table, schema: heard.schema)
    sinks.finish(
      StreamEnd(
        samples: heard.samples, hops: Int64(heard.table.hops), nonFiniteSamples: stream.nonFiniteSamples,
        summary: summary))
    if summary == nil {
      diagnostics.notice("\(input) is too short for \(model.name), which hears clips whole")
    }
    return .success
  }
}
