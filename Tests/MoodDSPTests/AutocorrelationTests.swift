import Foundation
import MoodTestSupport
import Testing

@testable import MoodDSP

struct AutocorrelationTests {
  @Test(arguments: [64, 370, 1024])
  func lagsEqualTheSums(lags: Int) {
    let noise = whiteNoise(count: 1024)
    var autocorrelation = Autocorrelation(frameSamples: 1024, lags: lags)
    // What a frame before left must not show.
    autocorrelation.analyze(whiteNoise(count: 1024, amplitude: 1, seed: 8))
    autocorrelation.analyze(noise)
    let energy = noise.reduce(0.0) { $0 + Double($1) * Double($1) }
    for lag in 0..<lags {
      let expected = zip(noise, noise.dropFirst(lag)).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      #expect(abs(Double(autocorrelation.values[lag]) - expected) <= 1e-6 * energy)
    }
  }
}

struct HalfBandFilterTests {
  /// The level of a tone behind the filter, in dB.
  private func level(ofHz hertz: Double) -> Double {
    var filter = HalfBandFilter(outputs: 1024)
    var output = [Float](repeating: 0, count: 1024)
    filter.apply((0..<2048).map { Float(sin(2 * Double.pi * hertz * Double($0) / 22_050)) }, into: &output)
    let middle = output[100..<924]
    return 10 * log10(2 * middle.reduce(0.0) { $0 + Double($1 * $1) } / Double(middle.count))
  }

  @Test func passesTheLowerHalf() {
    for hertz in stride(from: 100.0, through: 3950, by: 100) { #expect(abs(level(ofHz: hertz)) <= 0.1) }
  }

  @Test func stopsTheUpperHalf() {
    for hertz in stride(from: 7060.0, through: 10_950, by: 100) { #expect(level(ofHz: hertz) <= -55) }
  }

  @Test func outputsLieAtOddSamples() {
    var filter = HalfBandFilter(outputs: 64)
    var output = [Float](repeating: 0, count: 64)
    filter.apply((0..<128).map(Float.init), into: &output)
    for index in 16..<48 { #expect(abs(output[index] - Float(2 * index + 1)) <= 1e-4) }
  }
}
