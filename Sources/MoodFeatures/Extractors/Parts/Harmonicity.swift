import MoodCore
import MoodDSP
import MoodRealtime
import MoodVector

/// How much of a frame repeats itself after a period, against how much does not (Boersma, IFA Proceedings 17, 1993).
///
/// The autocorrelation of the Hann-windowed frame, its mean taken off, is divided by that of the window, so that a
/// perfectly periodic frame has r = 1 at every period.
struct Harmonicity: ~Copyable, Sendable {
  private static var longestPeriod: Int {
    @_noAllocation @_noLocks
    get { 400 }
  }

  private let window: SampleBuffer
  /// 1 / r(τ) of the window, relative to r(0), for τ from 0 on.
  private let compensation: SampleBuffer
  private let windowed = SampleBuffer(count: AnalysisGrid.frameSamples)

  /// r is kept within these: −20 to 40 dB.
  private let leastCorrelation: Float = 0.00990099
  private let mostCorrelation: Float = 0.9999

  init() {
    let window = SampleBuffer(WindowFunction.hann(count: AnalysisGrid.frameSamples))
    let energy = VectorMath.sumOfSquares(window.base, count: window.count)
    compensation = SampleBuffer(
      (0...Self.longestPeriod).map {
        energy / VectorMath.dot(window.base, window.base + $0, count: window.count - $0)
      })
    self.window = window
  }

  /// r / (1 − r) at about a period of at least two samples, r between samples by a parabola; 0.01 where `periodSamples`
  /// is 0 or the frame constant.
  @_noAllocation @_noLocks
  mutating func ratio(of frame: UnsafePointer<Float>, periodSamples: Float) -> Float {
    let correlation = min(
      max(correlation(of: frame, periodSamples: periodSamples), leastCorrelation), mostCorrelation)
    return correlation / (1 - correlation)
  }

  @_noAllocation @_noLocks
  private borrowing func correlation(of frame: UnsafePointer<Float>, periodSamples: Float) -> Float {
    guard periodSamples > 0 else { return 0 }
    let count = AnalysisGrid.frameSamples
    let mean = VectorMath.sum(frame, count: count) / Float(count)
    VectorMath.multiply(frame, window.base, into: windowed.base, count: count)
    VectorMath.accumulate(-mean, window.base, into: windowed.base, count: count)
    let energy = VectorMath.sumOfSquares(windowed.base, count: count)
    // What is left of a constant is rounding.
    guard energy > 1e-9 * Float(count) * mean * mean, energy > 1e-15 else { return 0 }
    let lag = Int(periodSamples + 0.5)
    let before = self.product(lag: lag - 1) / energy
    let here = self.product(lag: lag) / energy
    let after = self.product(lag: lag + 1) / energy
    let curvature = after + before - 2 * here
    let slope = (after - before) / 2
    return curvature < 0 && abs(slope) < -curvature ? here - slope * slope / (2 * curvature) : here
  }

  @_noAllocation @_noLocks
  private borrowing func product(lag: Int) -> Float {
    compensation[lag] * VectorMath.dot(windowed.base, windowed.base + lag, count: windowed.count - lag)
  }
}
