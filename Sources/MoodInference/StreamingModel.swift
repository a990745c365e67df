import MoodCore
import MoodRealtime

/// One stream through a model: takes a row of features a hop and says what is known of it now, and what has become
/// known of an earlier one.
///
/// The network sees time in steps of `stride` hops. Its `stride` phases are interleaved: hop n advances phase n mod
/// `stride` alone, whose previous step is `stride` hops earlier, so every hop has its exact estimate at the cost of one
/// step. `settled` describes a hop as the network sees it with `lookaheadSteps` further steps of its phase.
///
/// Beside that recurrent path the running statistics of each phase have a say, over those of its steps that the gate
/// lets count: in `now` and `settled` as they stand, in the summary those of the whole stream.
///
/// A model of several networks says the mean of their linear outputs.
///
/// Used by one thread at a time; only `init` allocates.
package struct StreamingModel: ~Copyable, @unchecked Sendable {
  /// Never touched in the hop, where reference counting is refused: it keeps alive what the layers point to.
  private let model: EmotionModel
  private let standardizer: Standardizer
  private let stride: Int
  private let lookaheadSteps: Int

  private var pooling: StepPooling
  private let networks: UnsafeMutablePointer<NetworkStream>
  private let networkCount: Int
  private let values: SampleBuffer
  private let scratch: SampleBuffer
  private var gate: StepGate
  /// Whether each of the hops that are not settled yet counts, hop n at n mod its length.
  private let isOpen: UnsafeMutablePointer<Bool>
  private let openCount: Int

  /// Rows taken since the start.
  package private(set) var hops: Int64 = 0
  /// What is known of the last row taken.
  package private(set) var now = HeadOutputs()
  /// Whether the last `advance` settled a hop.
  package private(set) var hasSettled = false
  /// What has become known of hop `settledHop`.
  package private(set) var settled = HeadOutputs()
  /// The hop that `settled` describes, counted from 1; 0 before the first.
  package private(set) var settledHop: Int64 = 0
  /// Hops between the one that `settled` describes and the last that it has seen.
  package private(set) var settledLatencyHops: Int64 = 0

  /// Prepares the state of a new stream.
  /// - Parameters:
  ///   - lookaheadSteps: in place of the model's own.
  ///   - adaptsToSpeaker: whether statistics are relative to what is usual for the speaker heard, who is known by the
  ///     utterances that `endUtterance` ends.
  package init(model: EmotionModel, lookaheadSteps: Int? = nil, adaptsToSpeaker: Bool = false) {
    let metadata = model.metadata
    let lookahead = lookaheadSteps ?? metadata.lookaheadSteps
    self.model = model
    standardizer = model.standardizer
    stride = metadata.stride
    self.lookaheadSteps = lookahead
    pooling = StepPooling(
      stride: metadata.stride, pooledColumns: metadata.pooledColumns.count,
      latestColumns: metadata.latestColumns.count)
    networkCount = model.members.count
    networks = .allocate(capacity: networkCount)
    for index in 0..<networkCount {
      (networks + index).initialize(
        to: NetworkStream(
          model.members[index], metadata, lookaheadSteps: lookahead, adaptsToSpeaker: adaptsToSpeaker))
    }
    values = SampleBuffer(count: metadata.inputWidth)
    gate = StepGate(metadata.gate, place: metadata.gatePlace, phases: metadata.stride)
    openCount = lookahead * metadata.stride + 1
    isOpen = .allocate(capacity: openCount)
    isOpen.initialize(repeating: true, count: openCount)
    scratch = SampleBuffer(count: EmotionHeads.maximumOutputs)
  }

  deinit {
    networks.deinitialize(count: networkCount)
    networks.deallocate()
    isOpen.deallocate()
  }

  /// Takes the row of the next hop, in the order of `ModelMetadata.rowColumns`.
  @_noAllocation @_noLocks
  package mutating func advance(row: UnsafePointer<Float>) {
    precondition(
      settledHop >= hops - Int64(lookaheadSteps * stride), "a settled stream is reset before it goes on")
    let phase = Int(hops) % stride
    let step = Int(hops) / stride
    hops += 1
    pooling.advance(row, into: values.base)
    standardizer.apply(values.base)
    let counts = gate.advance(phase: phase, row: row)
    isOpen[Int(hops % Int64(openCount))] = counts
    var sum = StatisticsPath.Opinion()
    for index in 0..<networkCount {
      let deep = (networks + index).pointee.advance(phase: phase, step: step, values.base, counts: counts)
      sum = sum + ((networks + index).pointee.opinion(phase: phase) + deep)
    }
    now = outputs(sum / Float(networkCount))
    hasSettled = step >= lookaheadSteps
    if hasSettled { settle(hop: hops - Int64(lookaheadSteps * stride), lastStep: step) }
  }

  /// After the end of the stream: settles the next hop still due, in order, with what its phase has seen. False where
  /// none is due.
  @_noAllocation @_noLocks
  package mutating func settleNext() -> Bool {
    hasSettled = settledHop < hops
    guard hasSettled else { return false }
    let hop = settledHop + 1
    let laterSteps = Int(hops - hop) / stride
    settle(hop: hop, lastStep: Int(hop - 1) / stride + laterSteps)
    return true
  }

  /// The mean over everything settled so far that the gate lets count (over everything, where it lets nothing), and the
  /// statistics of everything heard; complete after `settleNext` has returned false, nil before the first.
  @_noAllocation @_noLocks
  package borrowing func summary() -> HeadOutputs? {
    var sum = StatisticsPath.Opinion()
    for index in 0..<networkCount {
      guard let one = (networks + index).pointee.summary() else { return nil }
      sum = sum + one
    }
    return outputs(sum / Float(networkCount))
  }

  /// Ends an utterance of a stream that adapts to its speaker: it becomes a part of what is usual for that speaker, and
  /// the running statistics begin anew.
  @_noAllocation @_noLocks
  package mutating func endUtterance() {
    for index in 0..<networkCount { (networks + index).pointee.endUtterance() }
  }

  /// Begins the next utterance, leaving out what was heard since `endUtterance`.
  @_noAllocation @_noLocks
  package mutating func beginUtterance() {
    for index in 0..<networkCount { (networks + index).pointee.beginUtterance() }
  }

  /// Says that another speaker follows.
  @_noAllocation @_noLocks
  package mutating func forgetSpeaker() {
    for index in 0..<networkCount { (networks + index).pointee.forgetSpeaker() }
  }

  /// Forgets the stream: what follows is as if it were new.
  /// - Parameter keepsSpeaker: ends the utterance, and keeps what is usual for the speaker.
  @_noAllocation @_noLocks
  package mutating func reset(keepsSpeaker: Bool) {
    pooling.reset()
    gate.reset()
    for index in 0..<networkCount { (networks + index).pointee.reset(keepsSpeaker: keepsSpeaker) }
    hops = 0
    now = HeadOutputs()
    hasSettled = false
    settled = HeadOutputs()
    settledHop = 0
    settledLatencyHops = 0
  }

  /// Forgets the stream and its speaker.
  @_noAllocation @_noLocks
  package mutating func reset() { reset(keepsSpeaker: false) }

  @_noAllocation @_noLocks
  private mutating func settle(hop: Int64, lastStep: Int) {
    let step = Int(hop - 1) / stride
    let phase = Int(hop - 1) % stride
    let counts = isOpen[Int(hop % Int64(openCount))]
    var sum = StatisticsPath.Opinion()
    for index in 0..<networkCount {
      let deep = (networks + index).pointee.settle(
        phase: phase, step: step, last: lastStep, counts: counts)
      sum = sum + ((networks + index).pointee.opinion(phase: phase) + deep)
    }
    settled = outputs(sum / Float(networkCount))
    settledHop = hop
    settledLatencyHops = Int64((lastStep - step) * stride)
  }

  @_noAllocation @_noLocks
  private borrowing func outputs(_ opinion: StatisticsPath.Opinion) -> HeadOutputs {
    var outputs = networks.pointee.heads.outputs(opinion.logits, scratch: scratch.base)
    outputs.distance = opinion.distance
    return outputs
  }
}
