import MoodCore
import MoodRealtime

/// Cuts the ring's samples into hops, fills short gaps with silence, starts anew after long ones, and hands each hop to
/// the analyzer. Everything here is the hop's: no allocation, no lock, no wait.
struct HopAssembler: ~Copyable {
  /// What a call achieved.
  enum Progress {
    /// There may be more to do at once.
    case advanced
    /// Nothing waits.
    case idle
    /// The queue has no room: for the records of a hop where the stream is one that waits, for what must be told where it
    /// does not.
    case needsRoom
  }

  private var analyzer: Analyzer
  private var samples: RingBuffer.Consumer
  private var marks: RingBuffer.Consumer
  private var records: EstimateQueue.Producer
  private let capture: WakeSignal.Waker
  private let emit: WakeSignal.Waker
  private let dropsWhenFull: Bool

  private var hop: SampleBuffer
  private var filled = 0
  /// Samples taken from the ring.
  private var consumed: Int64 = 0
  private let mark: UnsafeMutablePointer<CaptureMark>
  private var hasMark = false
  private var silenceDue: Int64 = 0
  private var arrivalNanoseconds: UInt64 = 0
  private var latencies = LatencyHistogram()

  /// - Parameters:
  ///   - capture: woken when the ring has room again.
  ///   - emit: woken when there are records.
  ///   - dropsWhenFull: whether records that find no room are dropped and counted rather than waited for.
  init(
    analyzer: consuming Analyzer, samples: consuming RingBuffer.Consumer,
    marks: consuming RingBuffer.Consumer,
    records: consuming EstimateQueue.Producer, capture: WakeSignal.Waker, emit: WakeSignal.Waker,
    dropsWhenFull: Bool
  ) {
    self.analyzer = analyzer
    self.samples = samples
    self.marks = marks
    self.records = records
    self.capture = capture
    self.emit = emit
    self.dropsWhenFull = dropsWhenFull
    hop = SampleBuffer(count: AnalysisGrid.hopSamples)
    mark = .allocate(capacity: 1)
  }

  deinit { mark.deallocate() }

  /// Whether the capture thread has finished. Look before `drain`: idle after true means the end.
  @_noAllocation @_noLocks
  borrowing func isInputFinished() -> Bool { samples.isFinished() }

  /// Analyses at most one hop.
  @_noAllocation @_noLocks
  mutating func drain() -> Progress {
    guard hasRoom() else { return .needsRoom }
    // A mark is sent before the samples it speaks of: whoever sees the samples first sees the mark afterwards.
    let available = Int64(samples.available())
    if !hasMark { hasMark = marks.read(into: mark, count: 1) == 1 }
    if hasMark, mark.pointee.position == consumed {
      hasMark = false
      capture.signal()
      heed(mark.pointee.note)
      return .advanced
    }
    let missing = hop.count - filled
    if silenceDue > 0 {
      let count = min(Int64(missing), silenceDue)
      for index in filled..<filled + Int(count) { hop[index] = 0 }
      silenceDue -= count
      complete(with: Int(count), isHeard: false)
      return .advanced
    }
    var count = min(Int64(missing), available)
    if hasMark { count = min(count, mark.pointee.position - consumed) }
    guard count > 0 else { return .idle }
    let taken = samples.read(into: hop.pointer(at: filled, count: Int(count)), count: Int(count))
    consumed += Int64(taken)
    capture.signal()
    complete(with: taken, isHeard: true)
    return .advanced
  }

  /// After the last sample: emits at most one settled estimate that is still due.
  @_noAllocation @_noLocks
  mutating func settle() -> Progress {
    guard hasRoom() else { return .needsRoom }
    guard analyzer.settleNext(into: &records) else { return .idle }
    emit.signal()
    return .advanced
  }

  /// Says that no record will follow.
  @_noAllocation @_noLocks
  borrowing func finish() { records.finish() }

  /// What was found. Once, after the last `settle`.
  mutating func result() -> AnalysisResult {
    let summary = analyzer.summary()
    var latency: LatencyPercentiles?
    if latencies.total > 0 {
      latency = LatencyPercentiles(
        p50: Int(latencies.percentile(0.5)), p99: Int(latencies.percentile(0.99)),
        max: Int(latencies.maximum)
      )
    }
    return AnalysisResult(
      samples: sampleTime, hops: analyzer.analyzedHops,
      droppedEstimates: records.dropped,
      summary: summary, latency: latency)
  }

  @_noAllocation @_noLocks
  private mutating func hasRoom() -> Bool {
    // What a live stream has lost is told, however slow an output is: rather than lose that, samples wait in the ring.
    dropsWhenFull
      ? records.hasReserve(for: Analyzer.recordsPerHop) : records.hasRoom(for: Analyzer.recordsPerHop)
  }

  /// Counts `count` more samples of the hop, and analyses it once it is whole. What was not heard has not arrived, and so
  /// has no latency.
  @_noAllocation @_noLocks
  private mutating func complete(with count: Int, isHeard: Bool) {
    filled += count
    guard filled == hop.count else { return }
    filled = 0
    analyzer.advance(hop.base, into: &records)
    if isHeard, arrivalNanoseconds > 0 {
      latencies.record((MonotonicClock.nanoseconds() - arrivalNanoseconds) / 1000)
    }
    emit.signal()
  }

  @_noAllocation @_noLocks
  private mutating func heed(_ note: CaptureMark.Note) {
    switch note {
    case .arrival(let nanoseconds): arrivalNanoseconds = nanoseconds
    case .dropped(let samples): open(gap: samples, .dropped(samples: samples))
    case .gap(let samples, let cause): open(gap: samples, .gap(samples: samples, cause))
    case .device(let number):
      records.push(.device(number, sampleTime: sampleTime))
      emit.signal()
    }
  }

  /// Samples up to here, with the silence that is still to be analysed.
  private var sampleTime: Int64 {
    @_noAllocation @_noLocks
    get { analyzer.sampleTime + Int64(filled) + silenceDue }
  }

  @_noAllocation @_noLocks
  private mutating func open(gap: Int64, _ event: StreamEvent.Kind) {
    let start = sampleTime
    records.push(.event(StreamEvent(event, sampleTime: start)))
    if gap <= HopGrid.longestFilledGapSamples {
      silenceDue += gap
    } else {
      while analyzer.settleNext(into: &records) {}
      filled = 0
      silenceDue = 0
      analyzer.restart(atSample: start + gap)
      records.push(.event(StreamEvent(.reset, sampleTime: start + gap)))
    }
    emit.signal()
  }
}
