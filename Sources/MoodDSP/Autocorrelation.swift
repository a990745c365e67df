import MoodRealtime
import MoodVector

/// The autocorrelation r(τ) = Σ x_j·x_{j+τ} of frames for τ from 0 on, nothing standing after a frame.
///
/// Through the power spectrum (Wiener and Khinchin) of the frame and enough zeros behind it that no lag wraps around:
/// two transforms, whatever the number of lags. Rounding leaves about 10⁻⁷·r(0) in every lag.
package struct Autocorrelation: ~Copyable, Sendable {
  /// Samples of a frame.
  package let frameSamples: Int
  /// Lags that are computed: 0 ..< lags.
  package let lags: Int

  private var forward: RealFFT
  private var inverse: InverseRealFFT
  private let lagValues: SampleBuffer

  /// Plans the transforms.
  package init(frameSamples: Int, lags: Int) {
    precondition(lags > 0 && lags <= frameSamples, "\(lags) lags of a frame of \(frameSamples) samples")
    // Sizes with large prime factors are slow.
    let granularity = 512
    let size = (frameSamples + lags + granularity - 1) / granularity * granularity
    self.frameSamples = frameSamples
    self.lags = lags
    forward = RealFFT(size: size)
    inverse = InverseRealFFT(size: size)
    lagValues = SampleBuffer(count: lags)
  }

  /// `lags` values.
  package var values: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get { UnsafePointer(lagValues.base) }
  }

  /// Computes `values` of a frame. O(n·log n).
  @_noAllocation @_noLocks
  package mutating func analyze(_ frame: UnsafePointer<Float>) {
    forward.input.copy(from: frame, count: frameSamples)
    forward.transform()
    Self.power(forward.spectrum, into: inverse.input.base, bins: forward.bins)
    inverse.transform()
    let scale = 1 / Float(inverse.size)
    let sums = inverse.samples
    for lag in 0..<lags { lagValues.base[lag] = sums[lag] * scale }
  }

  /// into = |x|² + 0i of complex numbers, both as re, im.
  @_noAllocation @_noLocks
  private static func power(_ spectrum: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>, bins: Int) {
    let (from, to) = (UnsafeRawPointer(spectrum), UnsafeMutableRawPointer(into))
    let whole = bins & ~3
    for bin in stride(from: 0, to: whole, by: 4) {
      let byte = bin * 2 * MemoryLayout<Float>.stride
      let values = from.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
      let squares = values * values
      var result = SIMD8<Float>.zero
      result.evenHalf = squares.evenHalf + squares.oddHalf
      to.storeBytes(of: result, toByteOffset: byte, as: SIMD8<Float>.self)
    }
    for bin in whole..<bins {
      let (re, im) = (spectrum[2 * bin], spectrum[2 * bin + 1])
      into[2 * bin] = re * re + im * im
      into[2 * bin + 1] = 0
    }
  }
}
