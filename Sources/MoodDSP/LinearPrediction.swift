/// The polynomial A(z) = 1 + a₁z⁻¹ + … + a_p·z⁻ᵖ that predicts samples from the `order` before them with the least
/// error, by Levinson and Durbin's recursion from their autocorrelation. Its roots lie inside the unit circle.
package struct LinearPrediction: ~Copyable, @unchecked Sendable {
  package let order: Int
  /// 1, a₁, …, a_p.
  package let polynomial: UnsafeMutablePointer<Double>
  private let reversed: UnsafeMutablePointer<Double>

  /// White noise that is added to the samples, as a share of their energy: what is predicted perfectly has no
  /// polynomial, and rounding must not make the recursion unstable.
  private let noiseShare = 1e-6

  package init(order: Int) {
    precondition(order > 0, "a prediction from \(order) samples")
    self.order = order
    polynomial = .allocate(capacity: order + 1)
    reversed = .allocate(capacity: order + 1)
    polynomial.initialize(repeating: 0, count: order + 1)
    reversed.initialize(repeating: 0, count: order + 1)
    polynomial[0] = 1
  }

  deinit {
    polynomial.deallocate()
    reversed.deallocate()
  }

  /// Computes the polynomial of an autocorrelation from lag 0 to `order`; 1 and zeros where there is no energy. O(p²).
  @_noAllocation @_noLocks
  package mutating func solve(autocorrelation: UnsafePointer<Float>) {
    for index in 1...order { polynomial[index] = 0 }
    var error = Double(autocorrelation[0]) * (1 + noiseShare)
    guard error > 0 else { return }
    let least = error * 1e-12
    for step in 1...order {
      var sum = Double(autocorrelation[step])
      for index in 1..<step { sum += polynomial[index] * Double(autocorrelation[step - index]) }
      let reflection = -sum / error
      // Rounding made more of the samples predictable than there is.
      guard abs(reflection) < 1 else { return }
      for index in 0..<step { reversed[index] = polynomial[step - index] }
      for index in 1..<step { polynomial[index] += reflection * reversed[index] }
      polynomial[step] = reflection
      error *= 1 - reflection * reflection
      guard error > least else { return }
    }
  }
}
