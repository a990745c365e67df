import MoodVector

/// Overlapping triangles on the mel scale from 0 to half the sample rate, each of unit area in Hz (Slaney's
/// normalisation, as `librosa.filters.mel` has it).
package struct MelFilterbank: ~Copyable, Sendable {
  package let bands: Int
  private let matrix: BandedMatrix

  /// Computes the weights for power spectra of `frameSamples`/2 + 1 bins, with `PowerSpectrum.padding` behind them.
  package init(bands: Int, frameSamples: Int, sampleRateHz: Int) {
    let binHz = Double(sampleRateHz) / Double(frameSamples)
    let edges = MelScale.frequencies(count: bands + 2, topHz: Double(sampleRateHz) / 2)
    self.bands = bands
    matrix = BandedMatrix(
      (0..<bands).map { band in
        (0...frameSamples / 2).map {
          Float(
            Self.height(at: Double($0) * binHz, low: edges[band], top: edges[band + 1], high: edges[band + 2])
          )
        }
      })
  }

  /// Writes the power in each of the `bands` bands.
  @_noAllocation @_noLocks
  package borrowing func apply(_ power: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
    matrix.multiply(power, into: output)
  }

  private static func height(at hertz: Double, low: Double, top: Double, high: Double) -> Double {
    let slope = min((hertz - low) / (top - low), (high - hertz) / (high - top))
    return max(0, slope) * 2 / (high - low)
  }
}
