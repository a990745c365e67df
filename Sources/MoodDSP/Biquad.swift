/// A recursive filter of second order, y = b0·x + b1·x₁ + b2·x₂ − a1·y₁ − a2·y₂, with its state.
///
/// It works on two samples at once. The speed of such a filter is bounded by the time from one output to the next, so
/// the second output of a pair is written as a function of the outputs before the pair, by putting the first one's
/// equation into it. In doubles, because poles close to 1 amplify rounding.
package struct Biquad: Sendable, BitwiseCopyable {
  /// What the filter does, normalised to a0 = 1.
  package struct Coefficients: Sendable, Equatable, BitwiseCopyable {
    package var b0, b1, b2, a1, a2: Double

    package init(b0: Double, b1: Double, b2: Double, a1: Double, a2: Double) {
      self.b0 = b0
      self.b1 = b1
      self.b2 = b2
      self.a1 = a1
      self.a2 = a2
    }
  }

  private let b0, b1, b2: Double
  /// What the pair takes from the first one's input part, and from the two outputs before the pair.
  private let fromInput, fromNewer, fromOlder: SIMD2<Double>
  private var inputs = SIMD2<Double>.zero
  private var outputs = SIMD2<Double>.zero

  package init(_ coefficients: Coefficients) {
    let (a1, a2) = (coefficients.a1, coefficients.a2)
    (b0, b1, b2) = (coefficients.b0, coefficients.b1, coefficients.b2)
    fromInput = SIMD2(0, -a1)
    fromNewer = SIMD2(-a1, a1 * a1 - a2)
    fromOlder = SIMD2(-a2, a1 * a2)
  }

  /// The outputs for the next two samples, older first.
  @inline(__always) @_noAllocation @_noLocks
  package mutating func step(_ pair: SIMD2<Double>) -> SIMD2<Double> {
    let oneBefore = SIMD2(inputs[1], pair[0])
    let input = b0 * pair + (b1 * oneBefore + b2 * inputs)
    let known = input + fromInput * input[0] + fromOlder * outputs[0]
    outputs = known + fromNewer * outputs[1]
    inputs = pair
    return outputs
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  package mutating func reset() {
    inputs = SIMD2(0, 0)
    outputs = SIMD2(0, 0)
  }
}
