internal import Glibc

/// A linear rise to the peak, then half a cosine down to zero.
struct LearningRate: Sendable {
  var peak: Float
  var warmUpSteps: Int
  var totalSteps: Int

  /// The rate of step `index`, counted from 0.
  func rate(step index: Int) -> Float {
    if index < warmUpSteps { return peak * Float(index + 1) / Float(warmUpSteps) }
    let progress = Double(index - warmUpSteps) / Double(max(1, totalSteps - warmUpSteps))
    return peak * Float(0.5 * (1 + cos(Double.pi * min(1, progress))))
  }
}
