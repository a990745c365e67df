import CFFTW
package import MoodRealtime

/// The inverse of `RealFFT`, unnormalised: transforming there and back multiplies by `size`.
///
/// Planning takes milliseconds and happens in `init`; it estimates rather than measures, so that results do not vary
/// from run to run. Each value is for one thread at a time; any number may exist.
package struct InverseRealFFT: ~Copyable, @unchecked Sendable {
  /// Samples of a frame.
  package let size: Int
  /// Complex numbers of a spectrum: size/2 + 1.
  package let bins: Int
  /// What is transformed: `bins` complex numbers as re, im, to be written anew before each `transform`, which leaves
  /// anything there.
  package var input: SampleBuffer
  private let output: SampleBuffer
  private let plan: FFTPlan

  /// Plans the transform to `size` samples, an even number.
  package init(size: Int) {
    precondition(
      size > 0 && size.isMultiple(of: 2), "a real transform of \(size) samples, expected an even number")
    let input = SampleBuffer(count: size + 2)
    let output = SampleBuffer(count: size)
    let spectrum = UnsafeMutableRawPointer(input.base).assumingMemoryBound(to: fftwf_complex.self)
    let samples = output.base
    plan = FFTPlan {
      fftwf_plan_dft_c2r_1d(Int32(size), spectrum, samples, FFTW_ESTIMATE | FFTW_DESTROY_INPUT)
    }
    self.size = size
    self.bins = size / 2 + 1
    self.input = input
    self.output = output
  }

  /// `size` samples.
  package var samples: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get { UnsafePointer(output.base) }
  }

  /// Transforms `input` into `samples`. O(size·log size).
  @_noAllocation @_noLocks
  package mutating func transform() { plan.execute() }
}
