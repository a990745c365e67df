import Foundation
import MoodDSP
import MoodTestSupport
import Testing

struct FilterTests {
  /// The table of ITU-R BS.1770-4.
  @Test func weightingAt48kHzIsThatOfTheRecommendation() {
    let shelf = KWeighting.shelf(sampleRateHz: 48_000)
    let highPass = KWeighting.highPass(sampleRateHz: 48_000)
    let found = [shelf.b0, shelf.b1, shelf.b2, shelf.a1, shelf.a2, highPass.a1, highPass.a2]
    let expected = [
      1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585,
      -1.99004745483398, 0.99007225036621,
    ]
    for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-9) }
  }

  @Test func biquadEqualsItsEquation() {
    let c = KWeighting.shelf(sampleRateHz: 22_050)
    var biquad = Biquad(c)
    let x = whiteNoise(count: 200).map(Double.init)
    let y = Self.equation(c, x)
    for (sample, expected) in zip(x, y) { #expect(abs(biquad.step(sample) - expected) < 1e-12) }
  }

  @Test func aPairOfBiquadsEqualsTheirEquations() {
    let (shelf, highPass) = (
      KWeighting.shelf(sampleRateHz: 22_050), KWeighting.highPass(sampleRateHz: 22_050)
    )
    var weighting = KWeighting(sampleRateHz: 22_050)
    let x = whiteNoise(count: 4096)
    let expected = Self.equation(highPass, Self.equation(shelf, x.map(Double.init)))
    for _ in 0..<2 {
      var found = [Float](repeating: 0, count: x.count)
      weighting.apply(x, into: &found, count: 1000)
      found.withUnsafeMutableBufferPointer { found in
        x.withUnsafeBufferPointer { x in
          weighting.apply(x.baseAddress! + 1000, into: found.baseAddress! + 1000, count: x.count - 1000)
        }
      }
      for (a, b) in zip(found, expected) { #expect(abs(Double(a) - b) < 1e-6) }
      weighting.reset()
    }
  }

  private static func equation(_ c: Biquad.Coefficients, _ x: [Double]) -> [Double] {
    var y: [Double] = []
    for n in x.indices {
      func before(_ values: [Double], _ distance: Int) -> Double { n >= distance ? values[n - distance] : 0 }
      y.append(
        c.b0 * x[n] + c.b1 * before(x, 1) + c.b2 * before(x, 2) - c.a1 * before(y, 1) - c.a2 * before(y, 2))
    }
    return y
  }

  @Test func cosineTransformIsOrthonormal() {
    let count = 16
    let transform = DCT(inputs: count, outputs: count)
    let noise = whiteNoise(count: count)
    var output = [Float](repeating: 0, count: count)
    transform.apply(noise, into: &output)
    let before = noise.reduce(0) { $0 + $1 * $1 }
    let after = output.reduce(0) { $0 + $1 * $1 }
    #expect(abs(before - after) <= 1e-5 * before)
  }

  @Test func hannWindowsAddUpToTwo() {
    let window = WindowFunction.hann(count: 2048)
    for index in 0..<512 {
      let sum = window[index] + window[index + 512] + window[index + 1024] + window[index + 1536]
      #expect(abs(sum - 2) < 1e-6)
    }
  }
}
