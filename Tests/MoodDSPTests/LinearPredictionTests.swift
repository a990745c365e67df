import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodDSP

struct LinearPredictionTests {
  /// Σ a_i·r(|i − k|) = 0 for k from 1 on, but for the noise that is added.
  @Test func polynomialSolvesTheNormalEquations() {
    let noise = whiteNoise(count: 1000)
    var samples = noise
    for index in 2..<1000 { samples[index] += 1.2 * samples[index - 1] - 0.8 * samples[index - 2] }
    var prediction = LinearPrediction(order: 12)
    prediction.analyze(samples, count: 1000)
    let products = (0...12).map { lag in
      zip(samples, samples.dropFirst(lag)).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    }
    for row in 1...12 {
      let sum = (0...12).reduce(0.0) { $0 + prediction.polynomial[$1] * products[abs($1 - row)] }
      #expect(abs(sum) <= 1e-4 * products[0])
    }
    #expect(abs(prediction.polynomial[1] + 1.2) <= 0.1 && abs(prediction.polynomial[2] - 0.8) <= 0.1)
  }

  /// Also for what is predicted perfectly: silence, a constant, a tone.
  @Test func rootsLieInsideTheUnitCircle() {
    let tone = (0..<1000).map { Float(sin(0.3 * Double($0))) }
    let click = [1] + [Float](repeating: 0, count: 999)
    for samples in [[Float](repeating: 0, count: 1000), [Float](repeating: 1e3, count: 1000), tone, click] {
      var prediction = LinearPrediction(order: 12)
      prediction.analyze(samples, count: 1000)
      var roots = PolynomialRoots(degree: 12)
      roots.solve(prediction.polynomial)
      for index in 0..<roots.count {
        let root = roots.roots[index]
        #expect(root.re * root.re + root.im * root.im < 1)
      }
    }
  }
}

struct PolynomialRootsTests {
  /// Of a polynomial made of them, single and double, real and complex.
  @Test func rootsAreFound() {
    var random = SplitMix64(seed: 4)
    for round in 0..<500 {
      let pairs = Int.random(in: 0...6, using: &random)
      var expected: [(re: Double, im: Double)] = (0..<pairs).map { _ in
        let angle = Double.random(in: 0.02...3.1, using: &random)
        let radius = Double.random(in: 0.5...0.999, using: &random)
        return (radius * cos(angle), radius * sin(angle))
      }
      expected += (0..<(12 - 2 * pairs)).map { _ in (Double.random(in: -1...1, using: &random), 0) }
      if round.isMultiple(of: 50) && pairs > 1 { expected[1] = expected[0] }
      var polynomial = [1.0]
      for root in expected {
        let factor =
          root.im == 0 ? [1, -root.re] : [1, -2 * root.re, root.re * root.re + root.im * root.im]
        var product = [Double](repeating: 0, count: polynomial.count + factor.count - 1)
        for (i, a) in polynomial.enumerated() {
          for (j, b) in factor.enumerated() { product[i + j] += a * b }
        }
        polynomial = product
      }
      var roots = PolynomialRoots(degree: 12)
      roots.solve(polynomial)
      var found = (0..<roots.count).map { roots.roots[$0] }
      #expect(found.reduce(0) { $0 + ($1.im == 0 ? 1 : 2) } == 12)
      for root in expected {
        let nearest = found.indices.min {
          hypot(found[$0].re - root.re, found[$0].im - root.im)
            < hypot(found[$1].re - root.re, found[$1].im - root.im)
        }
        guard let nearest else { break }
        let distance = hypot(found[nearest].re - root.re, found[nearest].im - root.im)
        // Close roots are known to fewer digits than the coefficients.
        #expect(distance <= 2e-3, "\(root)")
        found.remove(at: nearest)
      }
    }
  }

  @Test func garbageIsSolvedInBoundedTime() {
    var random = SplitMix64(seed: 9)
    let scales: [Double] = [0, 1e-300, 1e-9, 1, 1e6]
    var roots = PolynomialRoots(degree: 12)
    for _ in 0..<2000 {
      var polynomial = [1.0]
      for _ in 0..<12 {
        polynomial.append(
          scales[Int.random(in: scales.indices, using: &random)] * Double.random(in: -1...1, using: &random))
      }
      roots.solve(polynomial)
      for index in 0..<roots.count {
        #expect(roots.roots[index].re.isFinite && roots.roots[index].im.isFinite)
      }
    }
  }
}

struct ArctangentTests {
  @Test func angleEqualsTheLibrarys() {
    for step in 0...10_000 {
      let angle = Double(step) * .pi / 10_000
      for radius in [1e-3, 1, 50] {
        let found = Arctangent.angle(x: Float(radius * cos(angle)), y: Float(max(radius * sin(angle), 0)))
        #expect(abs(Double(found) - angle) <= 5e-7)
      }
    }
    #expect(Arctangent.angle(x: 0, y: 0) == 0)
  }
}
