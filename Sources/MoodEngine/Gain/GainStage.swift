import MoodCapture
import MoodCore
import MoodFeatures
import MoodRealtime
import MoodVector

/// Applies the gain to each hop before it is analysed. Part of the hop: no allocation, no lock, no wait.
///
/// The automatic gain goes by the loudness of the input before any gain. In silence it amplifies nothing, however far it
/// is turned up, and has it back as soon as silence is over: what is silent stays silent, and what follows is heard as
/// what came before.
struct GainStage: ~Copyable {
  private let choice: InputGain
  private let scaled = SampleBuffer(count: AnalysisGrid.hopSamples)
  private let scratch = SampleBuffer(count: 1)
  private let ceiling = SampleScrub.ceiling
  private let thresholds: SilenceThresholds
  private var meter = LoudnessMeter()
  private var silence: SilenceDetector
  private var automatic: AutomaticGain
  /// What the last sample was multiplied by.
  private var factor: Float = 1
  /// Momentary loudness of the input before the gain; nil unless the gain is automatic.
  private(set) var inputLUFS: Float?

  /// - Parameter silence: what counts as silence, by which the automatic gain is gated.
  init(_ choice: InputGain, silence thresholds: SilenceThresholds) {
    self.choice = choice
    self.thresholds = thresholds
    silence = SilenceDetector(thresholds)
    automatic = AutomaticGain(gateLUFS: thresholds.enterLUFS)
    if case .fixed(let decibels) = choice { factor = factor(decibels: decibels) }
  }

  /// The hop as it is to be analysed: good until the next call.
  /// - Parameter hop: `AnalysisGrid.hopSamples` samples.
  @_noAllocation @_noLocks
  mutating func advance(_ hop: UnsafePointer<Float>) -> UnsafePointer<Float> {
    switch choice {
    case .off:
      return hop
    case .fixed:
      scale(hop, to: factor)
    case .automatic:
      let loudness = meter.advance(hop)
      inputLUFS = loudness
      _ = silence.advance(loudnessLUFS: loudness)
      automatic.advance(loudnessLUFS: loudness)
      let decibels = silence.isSilent ? min(automatic.decibels, 0) : automatic.decibels
      scale(hop, to: factor(decibels: decibels))
    }
    return UnsafePointer(scaled.base)
  }

  /// After a gap: the gain stays, what was measured does not.
  @_noAllocation @_noLocks
  mutating func restart() {
    meter.reset()
    if !silence.isSilent { silence = SilenceDetector(thresholds) }
  }

  /// Writes the hop to `scaled`, the factor going evenly from the last one to `next`.
  @_noAllocation @_noLocks
  private mutating func scale(_ hop: UnsafePointer<Float>, to next: Float) {
    let step = (next - factor) / Float(AnalysisGrid.hopSamples)
    for index in 0..<AnalysisGrid.hopSamples {
      let sample = hop[index] * (factor + step * Float(index + 1))
      scaled.base[index] = min(max(sample, -ceiling), ceiling)
    }
    factor = next
  }

  @_noAllocation @_noLocks
  private borrowing func factor(decibels: Float) -> Float {
    scratch.base[0] = decibels * 0.115129255
    VectorMath.exponential(scratch.base, into: scratch.base, count: 1)
    return scratch.base[0]
  }
}
