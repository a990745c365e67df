import Glibc
import MoodCapture
import MoodCore
import MoodCorpus
import MoodFeatures
import MoodRealtime
import MoodSinks
import Synchronization

/// Makes the tables, or the rows, of many inputs on several threads; one bad input does not stop the others.
final class FeatureBatch: Sendable {
  /// Where the results go.
  enum Destination: Sendable {
    /// One table for the only input.
    case table(TablePlace)
    /// A table for each input below a folder, where its job says.
    case tables(folder: String)
    /// A row for each input.
    case summary(SummaryTable)
  }

  private struct Tally {
    var done = 0
    var upToDate = 0
    var hops: Int64 = 0
    /// Of the first input that failed.
    var status = ExitStatus.success
    /// What ended the whole batch.
    var failure: (any Error)?
  }

  private let jobs: [FeatureJob]
  private let destination: Destination
  /// Nil where nothing is to be remembered.
  private let journal: BatchJournal?
  private let options: FeaturesOptions
  private let fingerprint: String
  private let progress: ProgressBar
  /// One for each thread.
  private let gates: [InputGate]
  private let next = Atomic<Int>(0)
  private let isStopped = Atomic<Bool>(false)
  private let tally = Mutex(Tally())
  private let startNanoseconds = MonotonicClock.nanoseconds()

  init(_ jobs: [FeatureJob], to destination: Destination, journal: BatchJournal?, options: FeaturesOptions) {
    self.jobs = jobs
    self.destination = destination
    self.journal = journal
    self.options = options
    fingerprint = options.fingerprint
    progress = ProgressBar(isQuiet: options.diagnostics.volume == .quiet || jobs.count < 2)
    gates = (0..<max(1, min(options.jobs, jobs.count))).map { _ in InputGate() }
  }

  /// Ends the batch: an only input ends as if it were over; of several the open ones are given up. Any thread.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    for gate in gates { gate.stop() }
  }

  /// Does all jobs.
  /// - Returns: what is wrong with the only input, or `badData` where some of several failed.
  /// - Throws: what no further job could come through, as an output that takes no more.
  func run() throws -> ExitStatus {
    progress.show("features", done: 0, total: jobs.count)
    let threads = gates.enumerated().map { index, gate in
      RealtimeThread(name: "mr-features-\(index)") { self.work(through: gate) }
    }
    for thread in threads { thread.join() }
    progress.clear()
    let tally = tally.withLock { $0 }
    if let failure = tally.failure { throw failure }
    if tally.upToDate > 0 {
      options.diagnostics.notice(
        "\(tally.upToDate) of \(jobs.count) files were up to date; --force makes them anew")
    }
    return jobs.count > 1 && tally.status != .success ? .badData : tally.status
  }

  private func work(through gate: InputGate) {
    do {
      var task = FeatureTask(reader: try FeatureReader(columns: options.selection.columns), gate: gate)
      while !isStopped.load(ordering: .acquiring) {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < jobs.count else { return }
        let status = try attempt(index, by: &task)
        report(status, hops: task.hops)
      }
    } catch {
      tally.withLock { $0.failure = $0.failure ?? error }
      stop()
    }
  }

  /// Does one job, and says what is wrong with its input.
  /// - Throws: what ends the batch.
  private func attempt(_ index: Int, by task: inout FeatureTask) throws -> ExitStatus {
    do {
      if try isUpToDate(index) {
        tally.withLock { $0.upToDate += 1 }
      } else {
        try make(index, by: &task)
      }
      return .success
    } catch is FeatureTask.Stopped {
      return .success
    } catch let error as SinkError where error.isOfEveryTable {
      throw error
    } catch {
      if case .summary(let table) = destination { try table.put(nil, at: index) }
      progress.clear()
      options.diagnostics.error("\(error)")
      return ExitStatus(for: error)
    }
  }

  private func make(_ index: Int, by task: inout FeatureTask) throws {
    let job = jobs[index]
    // Before it is read: what changes meanwhile is made anew the next time.
    let stamp = job.stamp
    task.isGivenUp = { [self] in jobs.count > 1 && isStopped.load(ordering: .relaxed) }
    switch destination {
    case .table(let place):
      try task.makeTable(of: job, at: place, options: options)
    case .tables(let folder):
      let path = job.tablePath(in: folder)
      try OutputFolder.create(above: path)
      try task.makeTable(of: job, at: .path(path), options: options)
      if let size = OutputFolder.size(of: path) { remember(job.tableName, of: stamp, ["\(size)"]) }
    case .summary(let table):
      let values = try task.summarise(job, options: options)
      remember(job.name, of: stamp, values.map(\.description))
      try table.put(values, at: index)
    }
  }

  /// Whether the journal knows the result of a job, and it is still there.
  private func isUpToDate(_ index: Int) throws -> Bool {
    let job = jobs[index]
    guard !options.isForced, let journal, let stamp = job.stamp else { return false }
    switch destination {
    case .table: return false
    case .tables(let folder):
      guard let size = OutputFolder.size(of: job.tablePath(in: folder)) else { return false }
      return journal.result(of: job.tableName, madeFrom: origin(stamp)) == ["\(size)"]
    case .summary(let table):
      guard let texts = journal.result(of: job.name, madeFrom: origin(stamp)) else { return false }
      let values = texts.compactMap { Float($0) }
      guard values.count == table.columnCount else { return false }
      try table.put(values, at: index)
      return true
    }
  }

  /// Adds a result to the journal, unless it may be of a part of its input.
  private func remember(_ name: String, of stamp: String?, _ result: [String]) {
    guard let stamp, !isStopped.load(ordering: .acquiring) else { return }
    journal?.add(name, madeFrom: origin(stamp), result: result)
  }

  private func origin(_ stamp: String) -> String { "\(stamp)/\(fingerprint)" }

  private func report(_ status: ExitStatus, hops: Int64) {
    let (done, hops) = tally.withLock { tally in
      tally.done += 1
      tally.hops += hops
      if tally.status == .success { tally.status = status }
      return (tally.done, tally.hops)
    }
    let seconds = Double(MonotonicClock.nanoseconds() - startNanoseconds) / 1e9
    let rate = Int((AnalysisGrid.seconds(hops: hops) / max(seconds, 1e-3)).rounded())
    progress.show("features", done: done, total: jobs.count, note: "\(rate) × real time")
  }
}

extension SinkError {
  /// Whether no other table would fare better.
  fileprivate var isOfEveryTable: Bool {
    switch self {
    case .closed, .cannotWrite: true
    default: false
    }
  }
}
