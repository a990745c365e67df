import Foundation
import MoodCore
import MoodTestSupport
import Testing

@testable import MoodFeatures

struct SlidingAutocorrelationTests {
  /// As the pulse uses it, and windows in which lags reach far.
  @Test(arguments: [(344, 88), (100, 100), (16, 4)])
  func sumsEqualThoseOfTheWindow(window: Int, lags: Int) {
    var autocorrelation = SlidingAutocorrelation(window: window, lags: lags)
    let values = strengths(count: 3 * window + 50)
    for end in 1...values.count {
      autocorrelation.append(values[end - 1])
      guard end < 2 * lags || end % 7 == 0 else { continue }
      let (plain, hann) = direct(values[..<end], window: window, lags: lags)
      #expect(autocorrelation.count == min(end, window))
      #expect(autocorrelation.sum == values[..<end].suffix(window).reduce(0) { $0 + Double($1) })
      for lag in 0..<lags {
        #expect(autocorrelation.plain[lag] == plain[lag])
        #expect(abs(Double(autocorrelation.hann[lag]) - hann[lag]) <= 2e-7 * hann[lag] + 1e-13 * plain[0])
      }
    }
  }

  /// Loud and quiet by turns, so that errors have something to accumulate from, and quiet at the end, where they show.
  @Test func aDayOfHopsEqualsAFreshStream() {
    let hopsOfADay = 3_720_937
    let (window, lags) = (344, 88)
    var random = SplitMix64(seed: 5)
    var long = SlidingAutocorrelation(window: window, lags: lags)
    var latest: [Float] = []
    for hop in 0..<hopsOfADay {
      let scale: Float = hop / 1000 % 2 == 0 && hop < hopsOfADay - 2 * window ? 500 : 0.5
      let value = scale * random.uniform()
      long.append(value)
      if hop >= hopsOfADay - window { latest.append(value) }
    }
    var fresh = SlidingAutocorrelation(window: window, lags: lags)
    for value in latest { fresh.append(value) }
    #expect(long.sum == fresh.sum)
    for lag in 0..<lags {
      #expect(long.plain[lag] == fresh.plain[lag])
      #expect(abs(long.hann[lag] - fresh.hann[lag]) <= 1e-6 * fresh.hann[lag])
    }
  }

  /// What entered leaves no trace in the exact sums.
  @Test func silenceHasNone() {
    var autocorrelation = SlidingAutocorrelation(window: 344, lags: 88)
    for value in strengths(count: 1000) { autocorrelation.append(value) }
    for _ in 0..<344 { autocorrelation.append(0) }
    for lag in 0..<88 { #expect(autocorrelation.plain[lag] == 0) }
    for _ in 0..<344 { autocorrelation.append(0) }
    for lag in 0..<88 { #expect(autocorrelation.hann[lag] == 0) }
  }

  @Test func whatIsNoStrengthIsBounded() {
    for (value, square) in [(Float.nan, 0), (-1, 0), (.infinity, 511.0 * 511)] {
      var autocorrelation = SlidingAutocorrelation(window: 344, lags: 88)
      autocorrelation.append(value)
      #expect(autocorrelation.plain[0] == square)
    }
  }

  @Test func resetEqualsNew() {
    var autocorrelation = SlidingAutocorrelation(window: 344, lags: 88)
    let values = strengths(count: 500)
    for value in values { autocorrelation.append(value) }
    let first = (0..<88).map { autocorrelation.hann[$0] }
    autocorrelation.reset()
    for value in values { autocorrelation.append(value) }
    #expect((0..<88).map { autocorrelation.hann[$0] } == first)
  }

  /// Values as they are rounded.
  private func strengths(count: Int) -> [Float] {
    whiteNoise(count: count).map { ((20 * abs($0)) * 8192).rounded() / 8192 }
  }

  private func direct(_ values: ArraySlice<Float>, window: Int, lags: Int) -> ([Double], [Double]) {
    let last =
      [Double](repeating: 0, count: max(0, window - values.count)) + values.suffix(window).map(Double.init)
    let shape = (0..<window).map { 0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(window)) }
    let windowed = zip(last, shape).map { $0 * $1 }
    func sums(_ x: [Double]) -> [Double] {
      (0..<lags).map { lag in (lag..<window).reduce(0) { $0 + x[$1] * x[$1 - lag] } }
    }
    return (sums(last), sums(windowed))
  }
}
