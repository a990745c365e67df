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
        let (low, top, high) = (edges[band], edges[band + 1], edges[band + 2])
        return (0...frameSamples / 2).map { bin in
          let hertz = Double(bin) * binHz
          return hertz > low && hertz < high
            ? Float(Self.height(at: hertz, low: low, top: top, high: high)) : 0
        }
      })
  }

  /// Writes the power in each of the `bands` bands.
  @_noAllocation @_noLocks
  package borrowing func apply(_ power: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
    matrix.multiply(power, into: output)
  }

  private static func height(at hertz: Double, low: Double, top: Double, high: Double) -> Double {
    min((hertz - low) / (top - low), (high - hertz) / (high - top)) * 2 / (high - low)
  }
}
