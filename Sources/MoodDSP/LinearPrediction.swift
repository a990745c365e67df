import MoodVector

/// The polynomial A(z) = 1 + a₁z⁻¹ + … + a_p·z⁻ᵖ that predicts samples from the `order` before them with the least
/// error, by Levinson and Durbin's recursion from their autocorrelation. Its roots lie inside the unit circle.
package struct LinearPrediction: ~Copyable, @unchecked Sendable {
  package let order: Int
  /// 1, a₁, …, a_p.
  package let polynomial: UnsafeMutablePointer<Double>
  private let reversed: UnsafeMutablePointer<Double>
  private let autocorrelation: UnsafeMutablePointer<Double>

  /// White noise that is added to the samples, as a share of their energy: what is predicted perfectly has no
  /// polynomial, and rounding must not make the recursion unstable.
  private let noiseShare = 1e-6

  package init(order: Int) {
    precondition(order > 0, "a prediction from \(order) samples")
    self.order = order
    polynomial = .allocate(capacity: order + 1)
    reversed = .allocate(capacity: order + 1)
    autocorrelation = .allocate(capacity: order + 1)
    polynomial.initialize(repeating: 0, count: order + 1)
    reversed.initialize(repeating: 0, count: order + 1)
    autocorrelation.initialize(repeating: 0, count: order + 1)
    polynomial[0] = 1
  }

  deinit {
    polynomial.deallocate()
    reversed.deallocate()
    autocorrelation.deallocate()
  }

  /// Computes the polynomial of samples; 1 and zeros where there is no energy. O(count·p).
  @_noAllocation @_noLocks
  package mutating func analyze(_ samples: UnsafePointer<Float>, count: Int) {
    precondition(count > order, "a prediction takes more samples than its order")
    for lag in 0...order {
      autocorrelation[lag] = Double(VectorMath.dot(samples, samples + lag, count: count - lag))
    }
    solve()
  }

  @_noAllocation @_noLocks
  private borrowing func solve() {
    for index in 1...order { polynomial[index] = 0 }
    var error = autocorrelation[0] * (1 + noiseShare)
    guard error > 0 else { return }
    let least = error * 1e-12
    for step in 1...order {
      var sum = autocorrelation[step]
      for index in 1..<step { sum += polynomial[index] * autocorrelation[step - index] }
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
