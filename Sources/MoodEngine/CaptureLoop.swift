import MoodCapture
import MoodCore
import MoodRealtime
import Synchronization

/// The capture thread: reads the source and fills the ring.
///
/// Where the source waits for its reader (a file, standard input) so does this loop when the ring is full; where it
/// does not (a device), what finds no room is dropped, counted, and marked at its place. The analysis is woken for whole
/// hops and for what happened, not for every block: waking costs it more than a hop does.
final class CaptureLoop: @unchecked Sendable {
  private let stream: MonoStream
  private var samples: RingBuffer.Producer
  private var notes: CaptureNotes
  private let news: DeviceNews
  private let analysis: WakeSignal
  private let room: WakeSignal
  private let isPaced: Bool
  private let isStopped = Atomic<Bool>(false)
  private let dropped = Atomic<Int64>(0)

  // The capture thread's own.
  private let block: SampleBuffer
  private var written: Int64 = 0
  private var startNanoseconds: UInt64 = 0
  /// What ended the stream early; read after the thread was joined.
  private(set) var failure: (any Error)?

  /// - Parameters:
  ///   - news: takes the words of what happens to a device.
  ///   - analysis: signalled when there is something to analyse.
  ///   - room: on which this loop waits for room and for the time of the next block.
  ///   - isPaced: whether a file is read no faster than it would sound.
  init(
    stream: MonoStream, samples: consuming RingBuffer.Producer, marks: consuming RingBuffer.Producer,
    news: DeviceNews, analysis: WakeSignal, room: WakeSignal, isPaced: Bool
  ) {
    self.stream = stream
    self.samples = samples
    notes = CaptureNotes(marks)
    self.news = news
    self.analysis = analysis
    self.room = room
    self.isPaced = isPaced
    block = SampleBuffer(count: AnalysisGrid.hopSamples)
  }

  /// Samples that found no room.
  var droppedSamples: Int64 { dropped.load(ordering: .relaxed) }

  /// Ends the stream after what was read so far. Any thread.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    stream.interrupt()
    room.signal()
  }

  /// The body of the thread.
  func run() {
    startNanoseconds = MonotonicClock.nanoseconds()
    do {
      // A stop interrupts the source: what the stream still holds then comes before its end.
      reading: while true {
        switch try stream.next(into: block.base, count: block.count) {
        case .samples(let count):
          if isPaced { waitUntilDue(samples: written + Int64(count)) }
          if stream.isLive { deliverOrDrop(count) } else { deliver(count) }
        case .gap(let samples, let cause): note(.gap(samples: samples, cause))
        case .device(let change): note(.device(news.add(change)))
        case .end: break reading
        }
      }
    } catch {
      failure = error
    }
    sendLastNotes()
    samples.finish()
    analysis.signal()
  }

  /// Writes the whole block, waiting for room as long as it takes.
  private func deliver(_ count: Int) {
    if isPaced { _ = notes.sendWithArrival(position: written) }
    var offset = 0
    while offset < count {
      let ticket = room.ticket()
      let accepted = samples.write(block.base + offset, count: count - offset)
      offset += accepted
      written += Int64(accepted)
      tellAnalysis(accepted: accepted, isFull: offset < count)
      if accepted == 0 { room.wait(ticket) }
    }
  }

  /// Writes what fits; the rest becomes part of a gap that is noted before the next sample.
  private func deliverOrDrop(_ count: Int) {
    guard samples.free() > 0, notes.sendWithArrival(position: written) else {
      drop(count)
      tellAnalysis(accepted: 0, isFull: true)
      return
    }
    let accepted = samples.write(block.base, count: count)
    written += Int64(accepted)
    drop(count - accepted)
    tellAnalysis(accepted: accepted, isFull: accepted < count)
  }

  /// Wakes the analysis where there is a hop for it. Where a ring is full it must make
  /// room, whatever the grid says.
  private func tellAnalysis(accepted: Int, isFull: Bool) {
    if notes.hear(samples: accepted) || isFull { analysis.signal() }
  }

  private func drop(_ count: Int) {
    notes.drop(samples: count)
    dropped.add(Int64(count), ordering: .relaxed)
  }

  /// Tells the analysis at once if it can.
  private func note(_ note: CaptureMark.Note) {
    notes.add(note)
    _ = notes.send(position: written)
    analysis.signal()
  }

  /// Sees to it that what happened at the very end is known of as well.
  private func sendLastNotes() {
    while !notes.isEmpty {
      let ticket = room.ticket()
      if notes.send(position: written) { return }
      room.wait(ticket)
    }
  }

  private func waitUntilDue(samples count: Int64) {
    let due = startNanoseconds + UInt64(AnalysisGrid.seconds(samples: count) * 1e9)
    while !isStopped.load(ordering: .acquiring) {
      let ticket = room.ticket()
      let now = MonotonicClock.nanoseconds()
      if now >= due { return }
      room.wait(ticket, timeoutNanoseconds: due - now)
    }
  }
}
