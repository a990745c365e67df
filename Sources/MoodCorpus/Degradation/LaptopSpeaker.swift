internal import Glibc
internal import MoodDSP

/// A small loudspeaker driven hard: 300 Hz to 6 kHz with slopes of 12 dB an octave, softly clipped at half of full scale.
enum LaptopSpeaker {
  private static let lowHz = 300.0
  private static let highHz = 6000.0
  /// How much of full scale the loudspeaker can follow.
  private static let ceiling = 0.5

  static func apply(_ samples: [Float], rateHz: Int) -> [Float] {
    let rate = Double(rateHz)
    var low = Biquad(.butterworthHighPass(cutoffHz: min(lowHz, 0.45 * rate), rateHz: rate))
    // Where the rate holds nothing above 6 kHz there is nothing to take away.
    var high = 2 * highHz < rate ? Biquad(.butterworthLowPass(cutoffHz: highHz, rateHz: rate)) : nil
    return samples.map { sample in
      var value = low.step(Double(sample))
      if let output = high?.step(value) { value = output }
      return Float(ceiling * tanh(value / ceiling))
    }
  }
}

extension Biquad.Coefficients {
  /// A Butterworth low-pass of second order, by the bilinear transform: −3 dB at the cutoff, below half the rate.
  static func butterworthLowPass(cutoffHz: Double, rateHz: Double) -> Self {
    let k = tan(Double.pi * cutoffHz / rateHz)
    return butterworth(k, b0: k * k, b1: 2 * k * k)
  }

  /// A Butterworth high-pass of second order, by the bilinear transform: −3 dB at the cutoff, below half the rate.
  static func butterworthHighPass(cutoffHz: Double, rateHz: Double) -> Self {
    butterworth(tan(Double.pi * cutoffHz / rateHz), b0: 1, b1: -2)
  }

  private static func butterworth(_ k: Double, b0: Double, b1: Double) -> Self {
    let scale = 1 / (1 + 2.0.squareRoot() * k + k * k)
    return Self(
      b0: b0 * scale, b1: b1 * scale, b2: b0 * scale, a1: 2 * (k * k - 1) * scale,
      a2: (1 - 2.0.squareRoot() * k + k * k) * scale)
  }
}
