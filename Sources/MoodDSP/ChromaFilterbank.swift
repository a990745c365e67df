import Glibc
import MoodVector

/// How much each bin of a power spectrum belongs to each of the twelve pitch classes C … B of equal temperament at
/// A = 440 Hz.
///
/// A bin spreads over its neighbouring classes as a Gaussian, all bins weigh alike (unit L2 norm), and a second, broad
/// Gaussian favours the octaves around 440·2^(5−4) Hz (Ellis 2007; the defaults of `librosa.filters.chroma`).
package struct ChromaFilterbank: ~Copyable, Sendable {
  package static var classes: Int {
    @_noAllocation @_noLocks
    get { 12 }
  }

  private let matrix: BandedMatrix

  /// The octave, counted from 27.5 Hz, that weighs most, and the deviation of the weight in octaves.
  private static let centerOctave = 5.0
  private static let octaveWidth = 2.0

  /// A share of a bin's power that does not count: the tails of the bumps are that of a float's rounding and below,
  /// and nearly half of all weights.
  private static let negligible = 1e-9

  /// Computes the weights for power spectra of `frameSamples`/2 + 1 bins, with `PowerSpectrum.padding` behind them.
  package init(frameSamples: Int, sampleRateHz: Int) {
    let bins = frameSamples / 2 + 1
    let binHz = Double(sampleRateHz) / Double(frameSamples)
    let lowestOctave = log2(binHz / 27.5)
    // Bin 0 has no pitch: it is put one and a half octaves below bin 1, where its weight is next to nothing.
    let octaves = [lowestOctave - 1.5] + (1...bins).map { log2(Double($0) * binHz / 27.5) }
    var matrix = [[Float]](repeating: [Float](repeating: 0, count: bins), count: Self.classes)
    for bin in 0..<bins {
      let column = Self.column(
        semitone: octaves[bin] * 12, widthSemitones: max((octaves[bin + 1] - octaves[bin]) * 12, 1))
      let distance = (octaves[bin] - Self.centerOctave) / Self.octaveWidth
      for (pitchClass, weight) in column.enumerated() where weight > Self.negligible {
        matrix[pitchClass][bin] = Float(weight * exp(-0.5 * distance * distance))
      }
    }
    self.matrix = BandedMatrix(matrix)
  }

  /// Writes the twelve sums, C first, unnormalised.
  @_noAllocation @_noLocks
  package borrowing func apply(_ power: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
    matrix.multiply(power, into: output)
  }

  /// The weights of one bin, C first, with unit L2 norm. `semitone` counts from A.
  private static func column(semitone: Double, widthSemitones: Double) -> [Double] {
    let bumps = (0..<classes).map { pitchClass -> Double in
      // C lies three semitones above A.
      let offset = semitone - Double((pitchClass + 3) % classes)
      let distance = offset - 12 * ((offset + 6) / 12).rounded(.down)
      return exp(-0.5 * (2 * distance / widthSemitones) * (2 * distance / widthSemitones))
    }
    let norm = bumps.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return bumps.map { $0 / norm }
  }
}
