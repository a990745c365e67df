import MoodRealtime
import MoodVector

/// The power |X|² of Hann-windowed frames, without any normalisation, as librosa's `abs(stft)**2` has it.
package struct PowerSpectrum: ~Copyable, Sendable {
  /// Numbers of a spectrum: frameSamples/2 + 1.
  package let bins: Int
  private let window: SampleBuffer
  private var fft: RealFFT
  /// Padded with zeros, so that filters may read whole vectors.
  private let power: SampleBuffer

  /// Zeros that stand behind the last bin.
  package static let padding = 8

  /// Plans the transform.
  package init(frameSamples: Int) {
    window = SampleBuffer(WindowFunction.hann(count: frameSamples))
    fft = RealFFT(size: frameSamples)
    bins = fft.bins
    power = SampleBuffer(count: fft.bins + Self.padding)
  }

  /// `bins` powers and `padding` zeros.
  package var values: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get { UnsafePointer(power.base) }
  }

  /// Computes `values` of a frame, and writes their square roots where `magnitude` is not nil.
  @_noAllocation @_noLocks
  package mutating func analyze(
    _ frame: UnsafePointer<Float>, magnitude: UnsafeMutablePointer<Float>?
  ) {
    VectorMath.multiply(frame, window.base, into: fft.input.base, count: window.count)
    fft.transform(toPower: power.base, magnitude: magnitude)
  }
}
