internal import Glibc

/// Nothing above 9 kHz, and all below 8 kHz: a symmetric finite response, so that no frequency is delayed.
enum LowPass {
  private static let passHz = 8000.0
  private static let stopHz = 9000.0
  /// How far above `stopHz` everything is down, in dB.
  private static let attenuationDecibels = 60.0

  /// Rates that hold nothing above 8 kHz pass unchanged.
  static func apply(_ samples: [Float], rateHz: Int) -> [Float] {
    guard Double(rateHz) > 2 * passHz else { return samples }
    let response = response(rateHz: Double(rateHz))
    var convolution = Convolution(response: response)
    let filtered = convolution.apply(samples)
    return Array(filtered[(response.count / 2)...].prefix(samples.count))
  }

  /// A sinc under a Kaiser window (Kaiser 1974), of an odd length and with a gain of 1 at 0 Hz.
  private static func response(rateHz: Double) -> [Float] {
    let width = 2 * Double.pi * (stopHz - passHz) / rateHz
    let half = Int(((attenuationDecibels - 7.95) / (2.285 * width) / 2).rounded(.up))
    let shape = 0.1102 * (attenuationDecibels - 8.7)
    let cutoff = (passHz + stopHz) / rateHz
    let taps = (-half...half).map { index in
      let x = Double(index)
      let sinc = index == 0 ? cutoff : sin(Double.pi * cutoff * x) / (Double.pi * x)
      let place = x / Double(half + 1)
      return sinc * bessel(shape * (1 - place * place).squareRoot())
    }
    let sum = taps.reduce(0, +)
    return taps.map { Float($0 / sum) }
  }

  /// The modified Bessel function of the first kind and order 0, by its series.
  private static func bessel(_ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var index = 1.0
    while term > 1e-16 * sum {
      term *= (x / 2 / index) * (x / 2 / index)
      sum += term
      index += 1
    }
    return sum
  }
}
