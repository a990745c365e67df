/// A recursive filter of second order, y = b0·x + b1·x₁ + b2·x₂ − a1·y₁ − a2·y₂, with its state, in the transposed
/// direct form II. In doubles, because poles close to 1 amplify rounding.
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

  /// What the next and the next but one output take from the samples so far.
  package var state = SIMD2<Double>.zero

  private let coefficients: Coefficients

  package init(_ coefficients: Coefficients) { self.coefficients = coefficients }

  /// The output for the next sample.
  package mutating func step(_ sample: Double) -> Double {
    let (b1, b2, a1, a2) = (coefficients.b1, coefficients.b2, coefficients.a1, coefficients.a2)
    let output = coefficients.b0 * sample + state[0]
    state = SIMD2(b1 * sample - a1 * output + state[1], b2 * sample - a2 * output)
    return output
  }
}
