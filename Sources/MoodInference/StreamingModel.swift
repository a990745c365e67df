import MoodCore
import MoodRealtime

/// One stream through a model: takes a row of features a hop and says what is known of it now, and what has become
/// known of an earlier one.
///
/// The network sees time in steps of `stride` hops. Its `stride` phases are interleaved: hop n advances phase n mod
/// `stride` alone, whose previous step is `stride` hops earlier, so every hop has its exact estimate at the cost of one
/// step. `settled` describes a hop as the network sees it with `lookaheadSteps` further steps of its phase.
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
  private let step: SampleBuffer
  private let trunk: SampleBuffer
  private let pair: SampleBuffer
  private let scratch: SampleBuffer
  private var pooled = HeadLogitsMean()

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

  /// Prepares the state of a new stream; `lookaheadSteps` in place of the model's own.
  package init(model: EmotionModel, lookaheadSteps: Int? = nil) {
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
        to: StreamingConv1D(layer: model.convolutions[index], phases: metadata.stride))
    }
    recurrent = StreamingBiLSTM(
      layers: model.recurrent, count: metadata.architecture.recurrentLayers, lookaheadSteps: lookahead,
      phases: metadata.stride)
    step = SampleBuffer(count: metadata.inputWidth)
    trunk = SampleBuffer(count: metadata.architecture.trunkWidth)
    pair = SampleBuffer(count: 2 * metadata.architecture.recurrentWidth)
    scratch = SampleBuffer(count: EmotionHeads.maximumOutputs)
  }

  deinit {
    convolutions.deinitialize(count: convolutionCount)
    convolutions.deallocate()
  }

  /// Takes the row of the next hop, in the order of `ModelMetadata.rowColumns`.
  @_noAllocation @_noLocks
  package mutating func advance(row: UnsafePointer<Float>) {
    precondition(
      settledHop >= hops - Int64(lookaheadSteps * stride), "a settled stream is reset before it goes on")
    let phase = Int(hops) % stride
    let index = Int(hops) / stride
    hops += 1
    pooling.advance(row, into: step.base)
    standardizer.apply(step.base)
    input.applyRectified(step.base, into: trunk.base)
    for layer in 0..<convolutionCount { convolutions[layer].advance(phase: phase, trunk.base) }
    recurrent.advance(phase: phase, step: index, input: trunk.base, now: pair.base)
    now = heads.outputs(heads.logits(pair.base, scratch: scratch.base), scratch: scratch.base)
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

  /// The mean over everything settled so far, complete after `settleNext` has returned false; nil before the first.
  @_noAllocation @_noLocks
  package borrowing func summary() -> HeadOutputs? {
    guard let mean = pooled.mean else { return nil }
    return heads.outputs(mean, scratch: scratch.base)
  }

  /// Forgets the stream: what follows is as if it were new.
  @_noAllocation @_noLocks
  package mutating func reset() {
    pooling.reset()
    for layer in 0..<convolutionCount { convolutions[layer].reset() }
    recurrent.reset()
    pooled = HeadLogitsMean()
    hops = 0
    now = HeadOutputs()
    hasSettled = false
    settled = HeadOutputs()
    settledHop = 0
    settledLatencyHops = 0
  }

  @_noAllocation @_noLocks
  private mutating func settle(hop: Int64, lastStep: Int) {
    let index = Int(hop - 1) / stride
    recurrent.settle(phase: Int(hop - 1) % stride, step: index, last: lastStep, into: pair.base)
    let logits = heads.logits(pair.base, scratch: scratch.base)
    pooled.add(logits)
    settled = heads.outputs(logits, scratch: scratch.base)
    settledHop = hop
    settledLatencyHops = Int64((lastStep - index) * stride)
  }
}
