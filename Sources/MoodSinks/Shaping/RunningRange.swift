internal import Glibc
internal import MoodCore

/// The range that a value has covered of late: it widens at once and draws in slowly.
///
/// Each end moves towards the value like one pole, e' = e + (x − e)(1 − exp(−Δt/τ)), and out to it where it lies beyond.
/// It begins with the whole range, so that a fader starts at its true place and gets its travel little by little.
struct RunningRange: Sendable {
  private let timeConstantSeconds: Float
  private let narrowest: Float
  private let limits: ClosedRange<Float>
  private var low: Float
  private var high: Float
  private var lastSampleTime: Int64?

  init(_ auto: AddressShaping.AutoRange, within limits: ClosedRange<Float>) {
    timeConstantSeconds = Float(auto.seconds)
    narrowest = Float(auto.minimumSpan) * (limits.upperBound - limits.lowerBound)
    self.limits = limits
    low = limits.lowerBound
    high = limits.upperBound
  }

  /// Takes a value within the limits, and gives a range that has it, that is no narrower than asked for, and that lies
  /// within the limits.
  mutating func advance(_ value: Float, sampleTime: Int64) -> ClosedRange<Float> {
    if let lastSampleTime, sampleTime > lastSampleTime {
      let elapsed = Float(AnalysisGrid.seconds(samples: sampleTime - lastSampleTime))
      let share = -expm1(-elapsed / timeConstantSeconds)
      low += (value - low) * share
      high += (value - high) * share
    }
    lastSampleTime = sampleTime
    low = min(low, value)
    high = max(high, value)
    guard high - low < narrowest else { return low...high }
    let start = max((low + high - narrowest) / 2, limits.lowerBound)
    return min(start, limits.upperBound - narrowest)...min(start + narrowest, limits.upperBound)
  }
}
