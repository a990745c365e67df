import Glibc
import MoodCapture
import MoodCore
import MoodEngine
import MoodInference
import MoodSinks
import Synchronization

/// Runs streams one after another over one model and one set of outputs, and ends them in good order on a signal.
final class StreamRunner: Sendable {
  private struct State {
    /// Ends the waiting for the first bytes of an input.
    var opening: Interruption?
    var engine: Engine?
    var isStopped = false
  }

  private let options: StreamOptions
  private let model: EmotionModel
  private let sinks: SinkFanout
  private let state = Mutex(State())

  init(options: StreamOptions, model: EmotionModel, sinks: SinkFanout) {
    self.options = options
    self.model = model
    self.sinks = sinks
  }

  /// Whether nothing further is to be run.
  var isStopped: Bool { state.withLock { $0.isStopped } || sinks.allClosed }

  /// Finishes the running stream and keeps later ones from starting. Any thread.
  func stop() {
    state.withLock {
      $0.isStopped = true
      $0.opening?.request()
      $0.engine?.stop()
    }
  }

  /// Runs one input to its end.
  /// - Parameter name: the stream's name in its records.
  /// - Returns: what is to be said of it by the exit code.
  func run(_ input: AudioInput, name: String) throws -> ExitStatus {
    let source: any AudioSource
    do {
      source = try open(input)
    } catch  where isStopped {
      return .success
    }
    let stream = try MonoStream(
      source: source, channel: options.channel, startSeconds: options.startSeconds,
      durationSeconds: options.durationSeconds, blockFrames: options.blockFrames)
    let engine = try Engine(
      stream: stream, model: model, sinks: sinks, name: name, program: ProgramIdentity.description,
      source: input.description, isPaced: options.isRealtime, started: WallClock.now(),
      silence: options.silence)
    let isCancelled = state.withLock { state in
      state.engine = engine
      return state.isStopped
    }
    if isCancelled { return .success }
    options.diagnostics.detail("\(input) is \(stream.format), heard by the model \(model.metadata.name)")
    let outcome = engine.run()
    state.withLock { $0.engine = nil }
    return report(outcome, of: input)
  }

  private func open(_ input: AudioInput) throws -> any AudioSource {
    let interruption = try Interruption()
    state.withLock { state in
      state.opening = interruption
      if state.isStopped { interruption.request() }
    }
    defer { state.withLock { $0.opening = nil } }
    return try input.open(options.input, interruption: interruption)
  }

  private func report(_ outcome: Engine.Outcome, of input: AudioInput) -> ExitStatus {
    let say = options.diagnostics
    if !isStopped { for notice in outcome.notices { say.notice(notice) } }
    let end = outcome.end
    if end.nonFiniteSamples > 0 {
      say.notice(
        "\(input) held \(end.nonFiniteSamples) samples that are no finite numbers; they were taken as 0")
    }
    if end.droppedSamples > 0 {
      say.notice("\(end.droppedSamples) samples were lost: the analysis was too slow")
    }
    if end.droppedEstimates > 0 {
      say.notice("\(end.droppedEstimates) estimates were lost: an output was too slow")
    }
    if let failure = outcome.failure {
      say.error("\(failure)")
      return ExitStatus(for: failure)
    }
    if end.samples == 0, !isStopped {
      say.error("\(input) held no audio")
      return .badData
    }
    if end.hops == 0, !isStopped {
      say.notice(
        "\(input) held \(end.samples) samples of the analysed signal; an estimate needs \(AnalysisGrid.hopSamples)"
      )
    }
    return .success
  }
}

/// The wall clock, for the `begin` record alone.
enum WallClock {
  /// The present in UTC: `2026-01-31T20:15:00Z`.
  static func now() -> String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 32)
    let length = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: text[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
