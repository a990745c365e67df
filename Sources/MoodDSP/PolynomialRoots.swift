import MoodVector

/// The complex roots of a polynomial with real coefficients, by Laguerre's method with deflation, in doubles.
///
/// Laguerre's method converges to some root from almost anywhere, near one cubically; the smallest roots come first,
/// which keeps deflation stable. A root with an imaginary part takes its conjugate with it, so half of the roots are
/// searched. The number of steps is bounded.
package struct PolynomialRoots: ~Copyable, @unchecked Sendable {
  /// A root; those of a conjugate pair have the same real and opposite imaginary parts.
  @frozen
  package struct Root: BitwiseCopyable, Sendable {
    package var re: Double
    package var im: Double

    @_noAllocation @_noLocks
    package init(re: Double, im: Double) {
      self.re = re
      self.im = im
    }
  }

  /// Of the polynomials that are solved.
  package let degree: Int
  /// Those of the last polynomial; of a pair only the one above the real axis.
  package let roots: UnsafeMutablePointer<Root>
  /// How many of `roots` were found.
  package private(set) var count = 0

  private let remaining: UnsafeMutablePointer<Double>
  private let mostSteps = 60

  package init(degree: Int) {
    precondition(degree > 0, "a polynomial of degree \(degree) has no roots")
    self.degree = degree
    roots = .allocate(capacity: degree)
    roots.initialize(repeating: Root(re: 0, im: 0), count: degree)
    remaining = .allocate(capacity: degree + 1)
    remaining.initialize(repeating: 0, count: degree + 1)
  }

  deinit {
    roots.deallocate()
    remaining.deallocate()
  }

  /// Solves c₀·zⁿ + c₁·zⁿ⁻¹ + … + c_n = 0, c₀ not 0. Stops early where no root is found within the
  /// steps, or coefficients are beyond what doubles can square.
  @_noAllocation @_noLocks
  package mutating func solve(_ coefficients: UnsafePointer<Double>) {
    for index in 0...degree { remaining[index] = coefficients[index] }
    count = 0
    var left = degree
    while left > 0 {
      guard let root = findRoot(degree: left) else { return }
      if abs(root.im) <= 1e-9 * (abs(root.re) + abs(root.im)) || left == 1 {
        roots[count] = Root(re: root.re, im: 0)
        divide(byRoot: root.re, degree: left)
        left -= 1
      } else {
        roots[count] = Root(re: root.re, im: abs(root.im))
        divide(bySum: 2 * root.re, product: root.re * root.re + root.im * root.im, degree: left)
        left -= 2
      }
      count += 1
    }
  }

  /// A root of what remains, from 0 on.
  @_noAllocation @_noLocks
  private borrowing func findRoot(degree: Int) -> Root? {
    let n = Double(degree)
    var z = Complex(0, 0)
    for step in 1...mostSteps {
      // The value, its derivative and half its second derivative, by Horner's rule.
      var value = Complex(remaining[0], 0)
      var slope = Complex(0, 0)
      var bend = Complex(0, 0)
      var rounding = abs(remaining[0])
      let radius = z.magnitude
      for index in 1...degree {
        bend = bend * z + slope
        slope = slope * z + value
        value = value * z
        value.re += remaining[index]
        rounding = rounding * radius + value.magnitude
      }
      if value.magnitude <= 4e-16 * rounding { return Root(re: z.re, im: z.im) }
      let g = slope / value
      let square = g * g
      let h = square - (bend / value) * 2
      let root = ((h * n - square) * (n - 1)).squareRoot
      let (plus, minus) = (g + root, g - root)
      let divisor = plus.squaredMagnitude > minus.squaredMagnitude ? plus : minus
      // Where all derivatives vanish, anywhere else is better.
      var move = divisor.squaredMagnitude > 0 ? Complex(n, 0) / divisor : Complex(1 + radius, 0.5)
      // A shorter step now and then breaks the rare cycles.
      if step.isMultiple(of: 10) { move = move * 0.5 }
      let next = z - move
      if next.re == z.re && next.im == z.im { return Root(re: z.re, im: z.im) }
      guard next.re.isFinite && next.im.isFinite else { return nil }
      z = next
    }
    return nil
  }

  @_noAllocation @_noLocks
  private borrowing func divide(byRoot root: Double, degree: Int) {
    for index in 1..<max(degree, 1) { remaining[index] += root * remaining[index - 1] }
  }

  /// Divides by z² − sum·z + product.
  @_noAllocation @_noLocks
  private borrowing func divide(bySum sum: Double, product: Double, degree: Int) {
    guard degree > 2 else { return }
    remaining[1] += sum * remaining[0]
    for index in 2..<degree - 1 {
      remaining[index] += sum * remaining[index - 1] - product * remaining[index - 2]
    }
  }
}

/// As much of complex arithmetic as roots take.
private struct Complex: BitwiseCopyable {
  var re: Double
  var im: Double

  @inline(__always) @_noAllocation @_noLocks
  init(_ re: Double, _ im: Double) {
    self.re = re
    self.im = im
  }

  var squaredMagnitude: Double {
    @inline(__always) @_noAllocation @_noLocks
    get { re * re + im * im }
  }

  var magnitude: Double {
    @inline(__always) @_noAllocation @_noLocks
    get { VectorMath.squareRoot(squaredMagnitude) }
  }

  /// The one with a real part that is not negative.
  var squareRoot: Complex {
    @inline(__always) @_noAllocation @_noLocks
    get {
      let radius = magnitude
      let half = VectorMath.squareRoot((radius + abs(re)) / 2)
      guard half > 0 else { return Complex(0, 0) }
      let other = im / (2 * half)
      if re >= 0 { return Complex(half, other) }
      return im >= 0 ? Complex(other, half) : Complex(-other, -half)
    }
  }

  @inline(__always) @_noAllocation @_noLocks
  static func + (a: Complex, b: Complex) -> Complex { Complex(a.re + b.re, a.im + b.im) }

  @inline(__always) @_noAllocation @_noLocks
  static func - (a: Complex, b: Complex) -> Complex { Complex(a.re - b.re, a.im - b.im) }

  @inline(__always) @_noAllocation @_noLocks
  static func * (a: Complex, b: Complex) -> Complex {
    Complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
  }

  @inline(__always) @_noAllocation @_noLocks
  static func * (a: Complex, b: Double) -> Complex { Complex(a.re * b, a.im * b) }

  @inline(__always) @_noAllocation @_noLocks
  static func / (a: Complex, b: Complex) -> Complex {
    let scale = 1 / b.squaredMagnitude
    return Complex((a.re * b.re + a.im * b.im) * scale, (a.im * b.re - a.re * b.im) * scale)
  }
}
