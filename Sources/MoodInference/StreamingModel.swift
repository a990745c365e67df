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
/// Used by one thread at a time; only `init` allocates.
package struct StreamingModel: ~Copyable, @unchecked Sendable {
  /// Never touched in the hop, where reference counting is refused: it keeps alive what the layers point to.
  private let model: EmotionModel
  private let standardizer: Standardizer
  private let input: DenseLayer
  private let heads: EmotionHeads
  private let stride: Int
  private let lookaheadSteps: Int

  private var pooling: StepPooling
  private let convolutions: UnsafeMutablePointer<StreamingConv1D>
  private let convolutionCount: Int
  private var recurrent: StreamingBiLSTM
  /// A step's input, then its trunk.
  private let values: SampleBuffer
  private let inputWidth: Int
  private let pair: SampleBuffer
  private let scratch: SampleBuffer
  private var statistics: StatisticsPath
  private var gate: StepGate
  /// Whether each of the hops that are not settled yet counts, hop n at n mod its length.
  private let isOpen: UnsafeMutablePointer<Bool>
  private let openCount: Int
  private var pooled = HeadLogitsMean()
  /// Over all hops, for a stream of which none counts.
  private var pooledRegardless = HeadLogitsMean()

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
    input = model.input
    heads = model.heads
    stride = metadata.stride
    self.lookaheadSteps = lookahead
    pooling = StepPooling(
      stride: metadata.stride, pooledColumns: metadata.pooledColumns.count,
      latestColumns: metadata.latestColumns.count)
    convolutionCount = model.convolutions.count
    convolutions = .allocate(capacity: max(convolutionCount, 1))
    for index in 0..<convolutionCount {
      (convolutions + index).initialize(
        to: StreamingConv1D(
          layer: model.convolutions[index], dilation: metadata.architecture.dilations[index],
          phases: metadata.stride))
    }
    recurrent = StreamingBiLSTM(
      layers: model.recurrent, count: metadata.architecture.recurrentLayers, lookaheadSteps: lookahead,
      phases: metadata.stride)
    inputWidth = metadata.inputWidth
    values = SampleBuffer(count: metadata.inputWidth + metadata.architecture.trunkWidth)
    statistics = StatisticsPath(
      layer: model.statistics, heads: model.heads, inputs: values.count,
      slopes: metadata.architecture.statistics?.hasSlopes == true ? metadata.inputWidth : 0,
      phases: metadata.stride,
      adaptsToSpeaker: adaptsToSpeaker)
    gate = StepGate(metadata.gate, place: metadata.gatePlace, phases: metadata.stride)
    openCount = lookahead * metadata.stride + 1
    isOpen = .allocate(capacity: openCount)
    isOpen.initialize(repeating: true, count: openCount)
    pair = SampleBuffer(count: 2 * metadata.architecture.recurrentWidth)
    scratch = SampleBuffer(count: EmotionHeads.maximumOutputs)
  }

  deinit {
    convolutions.deinitialize(count: convolutionCount)
    convolutions.deallocate()
    isOpen.deallocate()
  }

  /// Takes the row of the next hop, in the order of `ModelMetadata.rowColumns`.
  @_noAllocation @_noLocks
  package mutating func advance(row: UnsafePointer<Float>) {
    precondition(
      settledHop >= hops - Int64(lookaheadSteps * stride), "a settled stream is reset before it goes on")
    let phase = Int(hops) % stride
    let index = Int(hops) / stride
    hops += 1
    let trunk = values.base + inputWidth
    pooling.advance(row, into: values.base)
    standardizer.apply(values.base)
    input.applyRectified(values.base, into: trunk)
    for layer in 0..<convolutionCount {
      (convolutions + layer).pointee.advance(phase: phase, step: index, trunk)
    }
    recurrent.advance(phase: phase, step: index, input: trunk, now: pair.base)
    let counts = gate.advance(phase: phase, row: row)
    isOpen[Int(hops % Int64(openCount))] = counts
    if counts { statistics.advance(phase: phase, values.base) }
    now = outputs(heads.logits(pair.base, scratch: scratch.base), statistics.opinion(phase: phase))
    hasSettled = index >= lookaheadSteps
    if hasSettled { settle(hop: hops - Int64(lookaheadSteps * stride), lastStep: index) }
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
    guard let mean = pooled.mean ?? pooledRegardless.mean else { return nil }
    return outputs(mean, statistics.overall())
  }

  /// Ends an utterance of a stream that adapts to its speaker: it becomes a part of what is usual for that speaker, and
  /// the running statistics begin anew.
  @_noAllocation @_noLocks
  package mutating func endUtterance() { statistics.endUtterance() }

  /// Begins the next utterance, leaving out what was heard since `endUtterance`.
  @_noAllocation @_noLocks
  package mutating func beginUtterance() { statistics.beginUtterance() }

  /// Says that another speaker follows.
  @_noAllocation @_noLocks
  package mutating func forgetSpeaker() { statistics.forgetSpeaker() }

  /// Forgets the stream: what follows is as if it were new.
  /// - Parameter keepsSpeaker: ends the utterance, and keeps what is usual for the speaker.
  @_noAllocation @_noLocks
  package mutating func reset(keepsSpeaker: Bool) {
    pooling.reset()
    for layer in 0..<convolutionCount { (convolutions + layer).pointee.reset() }
    recurrent.reset()
    gate.reset()
    if keepsSpeaker { statistics.endUtterance() } else { statistics.forgetSpeaker() }
    statistics.reset()
    pooled = HeadLogitsMean()
    pooledRegardless = HeadLogitsMean()
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
    let index = Int(hop - 1) / stride
    let phase = Int(hop - 1) % stride
    recurrent.settle(phase: phase, step: index, last: lastStep, into: pair.base)
    let logits = heads.logits(pair.base, scratch: scratch.base)
    if isOpen[Int(hop % Int64(openCount))] { pooled.add(logits, weight: 1) }
    pooledRegardless.add(logits, weight: 1)
    settled = outputs(logits, statistics.opinion(phase: phase))
    settledHop = hop
    settledLatencyHops = Int64((lastStep - index) * stride)
  }

  /// What both paths say together.
  @_noAllocation @_noLocks
  private borrowing func outputs(_ deep: HeadLogits, _ wide: StatisticsPath.Opinion) -> HeadOutputs {
    var outputs = heads.outputs(deep + wide.logits, scratch: scratch.base)
    outputs.distance = wide.distance
    return outputs
  }
}
