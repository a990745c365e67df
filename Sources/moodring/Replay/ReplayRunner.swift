import MoodCore
import MoodFeatures
import MoodRealtime
import MoodSinks
import Synchronization

/// Plays recordings to the outputs one after another, and ends them in good order on a signal.
///
/// A line that is no record is told and left out: what a recorder lost in its last moment is no reason to lose the rest.
final class ReplayRunner: @unchecked Sendable {
  /// Lines that are told of in each recording; the others are counted.
  private static let toldFaults = 10

  private let speed: Double?
  private let sinks: SinkFanout
  private let diagnostics: Diagnostics
  private let stopped = Atomic<Bool>(false)
  private let wake = WakeSignal()

  // The running thread's own.
  private var decoder = RecordDecoder { name in FeatureBank.schema.columns.first { $0.name == name } }
  private var player: RecordPlayer
  private var clock: ReplayClock

  /// - Parameter speed: how many times faster than it was recorded; nil for as fast as it goes.
  init(speed: Double?, sinks: SinkFanout, diagnostics: Diagnostics) {
    self.speed = speed
    self.sinks = sinks
    self.diagnostics = diagnostics
    player = RecordPlayer(sinks)
    clock = ReplayClock(speed: speed)
  }

  /// Whether nothing further is to be played.
  var isStopped: Bool { stopped.load(ordering: .acquiring) || sinks.allClosed }

  /// Finishes the running stream and keeps later ones from starting. Any thread.
  func stop() {
    stopped.store(true, ordering: .releasing)
    wake.signal()
  }

  /// Looks for a change of the outputs at once. Any thread.
  func lookForChange() { wake.signal() }

  /// Plays a recording to its end.
  /// - Returns: what is to be said of it by the exit code.
  func run(_ path: String) throws -> ExitStatus {
    let reader = try LineReader(path)
    var (number, records, faults) = (0, 0, 0)
    let lostBefore = decoder.lostRecords
    while !isStopped, let line = try reader.next(unless: { isStopped }) {
      number += 1
      do throws(RecordFault) {
        if try play(line) { records += 1 }
      } catch {
        faults += 1
        if faults <= Self.toldFaults { diagnostics.error("\(path):\(number): \(error)") }
      }
    }
    if faults > Self.toldFaults {
      diagnostics.error("\(path) has \(faults - Self.toldFaults) further lines that cannot be replayed")
    }
    let lost = decoder.lostRecords - lostBefore
    if lost > 0 { diagnostics.notice("\(path) lacks \(lost) records by their seq") }
    if records == 0, faults == 0, !isStopped {
      diagnostics.error("\(path) holds no record")
      return .badData
    }
    return faults > 0 ? .badData : .success
  }

  /// Ends the stream that the last recording left open.
  func finish() {
    if player.isInStream, !isStopped {
      diagnostics.notice("the recording breaks off without a record end; the end that is sent has no summary")
    }
    player.finish()
  }

  /// Plays a line when it is due; false where it holds nothing to play.
  private func play(_ line: LineReader.Line) throws(RecordFault) -> Bool {
    let text: String
    switch line {
    case .text(let line): text = line
    case .bytes: throw .notJSON
    case .tooLong: throw .tooLong(limitBytes: LineReader.limitBytes)
    }
    guard !text.allSatisfy({ $0 == " " || $0 == "\t" }) else { return false }
    guard let record = try decoder.decode(text) else { return true }
    if case .begin = record { clock.restart() }
    if let sample = RecordPlayer.knownAtSample(record) { waitUntilDue(sample) }
    if isStopped { return true }
    try player.play(record)
    return true
  }

  private func waitUntilDue(_ sample: Int64) {
    while true {
      let ticket = wake.ticket()
      sinks.applyChanges(at: player.latestSample)
      if isStopped { return }
      let nanoseconds = clock.nanosecondsUntil(sample)
      if nanoseconds == 0 { return }
      wake.wait(ticket, timeoutNanoseconds: nanoseconds)
    }
  }
}
