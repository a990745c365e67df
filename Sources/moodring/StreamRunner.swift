import Glibc
import MoodCapture
import MoodCore
import MoodEngine
import MoodInference
import MoodRealtime
import MoodSinks
import Synchronization

/// Runs streams one after another over one model and one set of outputs, and ends them in good order on a signal.
final class StreamRunner: Sendable {
  private let options: StreamOptions
  private let model: EmotionModel
  private let sinks: SinkFanout
  private let gate = InputGate()
  private let running = Mutex<Engine?>(nil)

  init(options: StreamOptions, model: EmotionModel, sinks: SinkFanout) {
    self.options = options
    self.model = model
    self.sinks = sinks
  }

  /// Whether nothing further is to be run.
  var isStopped: Bool { gate.isStopped || sinks.allClosed }

  /// Finishes the running stream and keeps later ones from starting. Any thread.
  func stop() { gate.stop() }

  /// Has the outputs that were asked for meanwhile taken at once. Any thread.
  func lookForChange() { running.withLock { $0 }?.lookForChange() }

  /// Runs one input to its end.
  /// - Parameters:
  ///   - name: the stream's name in its records.
  ///   - remark: what is said once the input is open.
  /// - Returns: what is to be said of it by the exit code.
  func run(_ input: AudioInput, name: String, remark: String? = nil) throws -> ExitStatus {
    guard let source = try gate.open(input, options.hearing.input) else { return .success }
    let say = options.diagnostics
    if let remark { say.notice(remark) }
    let stream = try options.hearing.stream(of: source)
    let engine = try Engine(
      stream: stream, model: model, sinks: sinks, name: name, program: ProgramIdentity.description,
      source: input.description, isPaced: options.isRealtime, started: WallClock.now(),
      gain: options.gain, silence: options.silence, sentColumns: options.sentColumns,
      adaptsToSpeaker: options.adaptsToSpeaker,
      minimumConfidence: sinks.minimumConfidence ?? options.minimumConfidence,
      deviceChanged: { say.notice($0.message) })
    say.detail("\(input) is \(stream.format), heard by the model \(model.metadata.name)")
    if let refusal = MemoryLock.refusal {
      say.detail("what the analysis touches cannot be kept in memory: \(Self.words(of: refusal))")
    }
    running.withLock { $0 = engine }
    defer { running.withLock { $0 = nil } }
    let outcome = gate.running(
      until: { engine.stop() },
      do: {
        engine.run { refusal in
          say.detail("capture cannot run before other programs: \(Self.words(of: refusal))")
        }
      })
    return outcome.map { report($0, of: input) } ?? .success
  }

  private static func words(of errno: Int32) -> String {
    "\(String(cString: strerror(errno))) (moodring doctor has the cure)"
  }

  private func report(_ outcome: Engine.Outcome, of input: AudioInput) -> ExitStatus {
    let say = options.diagnostics
    let end = outcome.end
    say.notice(
      isStopped ? [] : outcome.notices, nonFiniteSamples: end.nonFiniteSamples,
      of: input.description)
    if end.droppedSamples > 0 {
      say.notice("\(end.droppedSamples) samples were lost: the analysis was too slow")
    }
    if end.droppedEstimates > 0 {
      say.notice("\(end.droppedEstimates) estimates were lost: an output was too slow")
    }
    if let withheld = end.withheldEstimates {
      say.detail(
        "\(withheld) estimates were not sent: they were less sure than asked for"
      )
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
