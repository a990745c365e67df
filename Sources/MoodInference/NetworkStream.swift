import MoodRealtime

/// One stream through one of a model's networks: its recurrent path, and beside it that over running statistics.
///
/// One per stream and network; only `init` allocates.
struct NetworkStream: ~Copyable, @unchecked Sendable {
  private let input: DenseLayer
  let heads: EmotionHeads
  private let convolutions: UnsafeMutablePointer<StreamingConv1D>
  private let convolutionCount: Int
  private var recurrent: StreamingBiLSTM
  private var statistics: StatisticsPath
  /// A step's input, then its trunk.
  private var values: SampleBuffer
  private let inputWidth: Int
  private let pair: SampleBuffer
  /// What the recurrent path says of the steps that are settled and count.
  private var pooled = HeadLogitsMean()
  /// Over all steps, for a stream of which none counts.
  private var pooledRegardless = HeadLogitsMean()
  private let scratch: SampleBuffer
  /// What the network counts beside the experts.
  private let shares: HeadShares

  init(_ network: MemberNetwork, _ metadata: ModelMetadata, lookaheadSteps: Int, adaptsToSpeaker: Bool) {
    let architecture = metadata.architecture
    input = network.input
    heads = network.heads
    convolutionCount = network.convolutions.count
    convolutions = .allocate(capacity: max(convolutionCount, 1))
    for index in 0..<convolutionCount {
      (convolutions + index).initialize(
        to: StreamingConv1D(
          layer: network.convolutions[index], dilation: architecture.dilations[index],
          phases: metadata.stride))
    }
    recurrent = StreamingBiLSTM(
      layers: network.recurrent, count: architecture.recurrentLayers, lookaheadSteps: lookaheadSteps,
      phases: metadata.stride)
    inputWidth = metadata.inputWidth
    values = SampleBuffer(count: metadata.inputWidth + architecture.trunkWidth)
    statistics = StatisticsPath(
      layer: network.statistics, heads: network.heads, inputs: metadata.inputWidth,
      trunk: architecture.trunkWidth, slopes: metadata.slopeWidth, phases: metadata.stride,
      adaptsToSpeaker: adaptsToSpeaker)
    shares = network.statistics?.experts?.shares.rest ?? .whole
    pair = SampleBuffer(count: 2 * architecture.recurrentWidth)
    scratch = SampleBuffer(count: EmotionHeads.maximumOutputs)
  }

  deinit {
    convolutions.deinitialize(count: convolutionCount)
    convolutions.deallocate()
  }

  /// Takes the normalised input of a phase's next step, and gives what the recurrent path says of it at once.
  /// - Parameter counts: whether the statistics take it in.
  @_noAllocation @_noLocks
  mutating func advance(
    phase: Int, step: Int, _ normal: UnsafePointer<Float>, counts: Bool
  ) -> HeadLogits {
    values.copy(from: normal, count: inputWidth)
    let trunk = values.base + inputWidth
    input.applyRectified(values.base, into: trunk)
    for layer in 0..<convolutionCount {
      (convolutions + layer).pointee.advance(phase: phase, step: step, trunk)
    }
    recurrent.advance(phase: phase, step: step, input: trunk, now: pair.base)
    if counts { statistics.advance(phase: phase, values.base) }
    return heads.logits(pair.base, scratch: scratch.base) * shares
  }

  /// What the recurrent path says of a step, having heard its phase up to `last`.
  /// - Parameter counts: whether the summary takes it in.
  @_noAllocation @_noLocks
  mutating func settle(phase: Int, step: Int, last: Int, counts: Bool) -> HeadLogits {
    recurrent.settle(phase: phase, step: step, last: last, into: pair.base)
    let logits = heads.logits(pair.base, scratch: scratch.base) * shares
    let weight = heads.attention(scratch.base)
    if counts { pooled.add(logits, weight: weight) }
    pooledRegardless.add(logits, weight: weight)
    return logits
  }

  /// What the statistics of a phase say.
  @_noAllocation @_noLocks
  borrowing func opinion(phase: Int) -> StatisticsPath.Opinion { statistics.opinion(phase: phase) }

  /// What both paths say of the whole stream: the mean over everything settled so far that counts (over everything,
  /// where nothing does), and the statistics of everything heard; nil before the first settled step.
  @_noAllocation @_noLocks
  borrowing func summary() -> StatisticsPath.Opinion? {
    guard let mean = pooled.mean ?? pooledRegardless.mean else { return nil }
    var summary = statistics.overall()
    summary.logits = mean + summary.logits
    return summary
  }

  @_noAllocation @_noLocks
  mutating func endUtterance() { statistics.endUtterance() }

  @_noAllocation @_noLocks
  mutating func beginUtterance() { statistics.beginUtterance() }

  @_noAllocation @_noLocks
  mutating func forgetSpeaker() { statistics.forgetSpeaker() }

  /// Forgets the stream: what follows is as if it were new.
  /// - Parameter keepsSpeaker: ends the utterance, and keeps what is usual for the speaker.
  @_noAllocation @_noLocks
  mutating func reset(keepsSpeaker: Bool) {
    for layer in 0..<convolutionCount { (convolutions + layer).pointee.reset() }
    recurrent.reset()
    if keepsSpeaker { statistics.endUtterance() } else { statistics.forgetSpeaker() }
    statistics.reset()
    pooled = HeadLogitsMean()
    pooledRegardless = HeadLogitsMean()
  }
}
