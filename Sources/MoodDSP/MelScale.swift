import Glibc

/// Slaney's mel scale (Auditory Toolbox, 1998): linear below 1 kHz, logarithmic above. librosa's default.
package enum MelScale {
  private static let hertzPerMel = 200.0 / 3
  private static let breakHz = 1000.0
  private static let logStep = log(6.4) / 27

  package static func mel(hertz: Double) -> Double {
    hertz < breakHz ? hertz / hertzPerMel : breakHz / hertzPerMel + log(hertz / breakHz) / logStep
  }

  package static func hertz(mel: Double) -> Double {
    let breakMel = breakHz / hertzPerMel
    return mel < breakMel ? mel * hertzPerMel : breakHz * exp(logStep * (mel - breakMel))
  }

  /// `count` frequencies in Hz, evenly spaced in mel from 0 to `topHz`.
  package static func frequencies(count: Int, topHz: Double) -> [Double] {
    let step = mel(hertz: topHz) / Double(count - 1)
    return (0..<count).map { hertz(mel: step * Double($0)) }
  }
}
