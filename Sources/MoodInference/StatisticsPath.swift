import MoodRealtime

/// One stream through the path over running statistics: what it adds to the heads' linear outputs, phase by phase, and
/// for the stream as a whole.
///
/// A stream is one utterance until `endUtterance` is called, which is done where the estimates are to be relative to the
/// speaker heard. One per stream; only `init` allocates.
struct StatisticsPath: ~Copyable, @unchecked Sendable {
  /// What the statistics say.
  struct Opinion: BitwiseCopyable {
    var logits = HeadLogits()
    /// Mean squared normalised statistic, 0…100.
    var distance: Float = 0

    @_noAllocation @_noLocks
    init() {}

    @_noAllocation @_noLocks
    static func + (a: Opinion, b: Opinion) -> Opinion {
      var sum = a
      sum.logits = sum.logits + b.logits
      sum.distance += b.distance
      return sum
    }

    /// Together with what the recurrent path says.
    @_noAllocation @_noLocks
    static func + (wide: Opinion, deep: HeadLogits) -> Opinion {
      var both = wide
      both.logits = both.logits + deep
      return both
    }

    @_noAllocation @_noLocks
    static func / (sum: Opinion, count: Float) -> Opinion {
      var mean = sum
      mean.logits = mean.logits / count
      mean.distance /= count
      return mean
    }
  }

  /// nil in a model without this path, which never has anything to add.
  private let layer: StatisticsLayer?
  private let heads: EmotionHeads
  private let phases: Int
  private let adaptsToSpeaker: Bool
  private var running: RunningStatistics
  private var speaker: SpeakerMean
  private let opinions: UnsafeMutablePointer<Opinion>
  /// Over the utterances that have ended, each weighted by its steps.
  private var earlier = HeadLogitsMean()
  private var earlierDistance = 0.0
  /// Between two utterances: what is heard is a part of neither.
  private var isPaused = false
  private let statistics: SampleBuffer
  private let hidden: SampleBuffer
  private let scratch: SampleBuffer
  /// Values of a step that are inputs rather than the trunk's, and how many of them have a slope.
  private let inputs: Int
  private let slopes: Int
  private let expertStatistics: SampleBuffer
  private let expertScratch: SampleBuffer

  /// - Parameters:
  ///   - inputs: values of a step that the network reads; they come first.
  ///   - trunk: values of a step that its trunk makes of them.
  ///   - slopes: how many inputs have a slope.
  init(
    layer: StatisticsLayer?, heads: EmotionHeads, inputs: Int, trunk: Int, slopes: Int, phases: Int,
    adaptsToSpeaker: Bool
  ) {
    let width = layer == nil ? 0 : inputs + trunk
    let all = layer?.width ?? 0
    self.layer = layer
    self.heads = heads
    self.phases = phases
    self.adaptsToSpeaker = adaptsToSpeaker
    running = RunningStatistics(
      width: width, slopes: slopes, memorySteps: layer?.memorySteps ?? 1, phases: phases)
    speaker = SpeakerMean(width: adaptsToSpeaker ? all : 0)
    opinions = .allocate(capacity: phases)
    opinions.initialize(repeating: Opinion(), count: phases)
    statistics = SampleBuffer(count: all)
    hidden = SampleBuffer(count: layer?.hidden.weights.rows ?? 0)
    scratch = SampleBuffer(count: EmotionHeads.maximumOutputs)
    self.inputs = inputs
    self.slopes = slopes
    expertStatistics = SampleBuffer(count: layer?.experts == nil ? 0 : 2 * inputs + slopes)
    expertScratch = SampleBuffer(count: layer?.experts?.layer.weights.rows ?? 0)
  }

  deinit { opinions.deallocate() }

  /// Takes the values of a step that counts.
  @_noAllocation @_noLocks
  mutating func advance(phase: Int, _ values: UnsafePointer<Float>) {
    guard let layer else { return }
    running.advance(phase: phase, values, into: statistics.base)
    opinions[phase] = opinion(layer)
  }

  /// What the last step of a phase that counted has left.
  @_noAllocation @_noLocks
  borrowing func opinion(phase: Int) -> Opinion { opinions[phase] }

  /// What all steps of all phases that counted say together, but for those between utterances.
  @_noAllocation @_noLocks
  borrowing func overall() -> Opinion {
    guard let layer else { return Opinion() }
    var all = earlier
    var distance = earlierDistance
    if running.total > 0, !isPaused {
      running.overall(into: statistics.base)
      let current = opinion(layer)
      all.add(current.logits, weight: Double(running.total))
      distance += Double(current.distance) * Double(running.total)
    }
    var overall = Opinion()
    guard let mean = all.mean else { return overall }
    overall.logits = mean
    overall.distance = Float(distance / all.weight)
    return overall
  }

  /// Ends an utterance, if one is going on: it becomes a part of what is known of the speaker, and the statistics begin
  /// anew. What the phases have said stands until their next step.
  @_noAllocation @_noLocks
  mutating func endUtterance() {
    guard adaptsToSpeaker, let layer, !isPaused else { return }
    isPaused = true
    guard running.total > 0 else { return }
    running.overall(into: statistics.base)
    let steps = Double(running.total)
    let last = opinion(layer)
    earlier.add(last.logits, weight: steps)
    earlierDistance += Double(last.distance) * steps
    running.overall(into: statistics.base)
    _ = layer.normalise(statistics.base)
    speaker.add(statistics.base, usual: layer.utterance)
    running.reset()
  }

  /// Begins an utterance: what was heard since the last one ended is no part of it.
  @_noAllocation @_noLocks
  mutating func beginUtterance() {
    guard adaptsToSpeaker else { return }
    running.reset()
    isPaused = false
  }

  /// What follows is another speaker's.
  @_noAllocation @_noLocks
  mutating func forgetSpeaker() { speaker.forget() }

  /// Forgets the stream, though not the speaker.
  @_noAllocation @_noLocks
  mutating func reset() {
    running.reset()
    for phase in 0..<phases { opinions[phase] = Opinion() }
    earlier = HeadLogitsMean()
    earlierDistance = 0
    isPaused = false
  }

  /// What the raw statistics in `statistics` say; they are used up.
  @_noAllocation @_noLocks
  private borrowing func opinion(_ layer: StatisticsLayer) -> Opinion {
    var opinion = Opinion()
    opinion.distance = layer.normalise(statistics.base)
    if adaptsToSpeaker { speaker.subtract(from: statistics.base) }
    layer.apply(statistics.base, scratch: hidden.base, into: scratch.base)
    opinion.logits = heads.logits(scratch.base)
    guard let experts = layer.experts else { return opinion }
    gatherInputs()
    opinion.logits =
      opinion.logits * experts.shares.rest
      + experts.logits(expertStatistics.base, heads: heads, scratch: expertScratch.base) * experts.shares
    return opinion
  }

  /// Copies the normalised statistics of the inputs, which lie between those of the trunk.
  @_noAllocation @_noLocks
  private borrowing func gatherInputs() {
    let (from, to) = (statistics.base, expertStatistics.base)
    let width = (statistics.count - slopes) / 2
    for index in 0..<inputs {
      to[index] = from[index]
      to[inputs + index] = from[width + index]
    }
    for index in 0..<slopes { to[2 * inputs + index] = from[2 * width + index] }
  }
}
