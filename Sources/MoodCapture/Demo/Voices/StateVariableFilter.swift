import Glibc

/// A resonant filter of second order that may be retuned at any time.
///
/// Trapezoidal integration after Simper, "Solving the continuous SVF equations" (Cytomic, 2013).
struct StateVariableFilter {
  private var damping: Float = 1
  private var a1: Float = 0
  private var a2: Float = 0
  private var a3: Float = 0
  private var first: Float = 0
  private var second: Float = 0

  /// - Parameters:
  ///   - cutoff: share of the sample rate, held below .45.
  ///   - resonance: quality factor; .707 is flat.
  init(cutoff: Float, resonance: Float = 0.707) { tune(cutoff: cutoff, resonance: resonance) }

  mutating func tune(cutoff: Float, resonance: Float) {
    let g = tanf(.pi * min(cutoff, 0.45))
    damping = 1 / resonance
    a1 = 1 / (1 + g * (g + damping))
    a2 = g * a1
    a3 = g * a2
  }

  /// Takes one sample and gives what passes below, around and above the cutoff.
  @inline(__always)
  mutating func step(_ input: Float) -> (low: Float, band: Float, high: Float) {
    let difference = input - second
    let band = a1 * first + a2 * difference
    let low = second + (a2 * first + a3 * difference)
    // The same as 2·band − first and 2·low − second, but with fewer operations waiting for one another.
    let turned = (2 * a2) * first + (2 * a3) * difference
    first = (2 * a1 - 1) * first + (2 * a2) * difference
    second += turned
    return (low, band, input - damping * band - low)
  }

  /// Replaces `count` samples by what passes below the cutoff.
  mutating func dull(_ samples: UnsafeMutablePointer<Float>, count: Int) {
    // A copy, for the compiler cannot know that `samples` lies outside this filter.
    var filter = self
    for index in 0..<count { samples[index] = filter.step(samples[index]).low }
    self = filter
  }
}
