import MoodCapture
import MoodCore
import MoodRealtime
import Synchronization

/// The capture thread: reads the source and fills the ring.
///
/// Where the source waits for its reader (a file, standard input) so does this loop when the ring is full; where it
/// does not (a device), what finds no room is dropped, counted, and marked at its place.
final class CaptureLoop: @unchecked Sendable {
  private let stream: MonoStream
  private var samples: RingBuffer.Producer
  private var marks: RingBuffer.Producer
  private let analysis: WakeSignal
  private let room: WakeSignal
  private let isPaced: Bool
  private let isStopped = Atomic<Bool>(false)
  private let dropped = Atomic<Int64>(0)

  // The capture thread's own.
  private let block: SampleBuffer
  private var written: Int64 = 0
  private var gap: Int64 = 0
  private var startNanoseconds: UInt64 = 0
  /// What ended the stream early; read after the thread was joined.
  private(set) var failure: (any Error)?

  /// - Parameters:
  ///   - analysis: signalled when there is something to analyse.
  ///   - room: on which this loop waits for room and for the time of the next block.
  ///   - isPaced: whether a file is read no faster than it would sound.
  init(
    stream: MonoStream, samples: consuming RingBuffer.Producer, marks: consuming RingBuffer.Producer,
    analysis: WakeSignal, room: WakeSignal, isPaced: Bool
  ) {
    self.stream = stream
    self.samples = samples
    self.marks = marks
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
      while true {
        let count = try stream.read(into: block.base, count: block.count)
        if count == 0 { break }
        if isPaced { waitUntilDue(samples: written + Int64(count)) }
        if stream.isLive { deliverOrDrop(count) } else { deliver(count) }
      }
    } catch {
      failure = error
    }
    markLastGap()
    samples.finish()
    analysis.signal()
  }

  /// Writes the whole block, waiting for room as long as it takes.
  private func deliver(_ count: Int) {
    if isPaced { _ = mark() }
    var offset = 0
    while offset < count {
      let ticket = room.ticket()
      let accepted = samples.write(block.base + offset, count: count - offset)
      offset += accepted
      written += Int64(accepted)
      analysis.signal()
      if accepted == 0 { room.wait(ticket) }
    }
  }

  /// Writes what fits; the rest becomes part of a gap that is marked before the next sample.
  private func deliverOrDrop(_ count: Int) {
    guard samples.free() > 0, mark() else {
      drop(count)
      return
    }
    gap = 0
    let accepted = samples.write(block.base, count: count)
    written += Int64(accepted)
    drop(count - accepted)
    analysis.signal()
  }

  private func drop(_ count: Int) {
    gap += Int64(count)
    dropped.add(Int64(count), ordering: .relaxed)
  }

  /// Notes the gap so far and the time at the present place; false where there is no room for a note.
  private func mark() -> Bool {
    var mark = CaptureMark(
      position: written, gapSamples: gap, arrivalNanoseconds: MonotonicClock.nanoseconds())
    return marks.write(&mark, count: 1) == 1
  }

  /// Sees to it that a gap at the very end is known of as well.
  private func markLastGap() {
    while gap > 0 {
      let ticket = room.ticket()
      if mark() { return }
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
