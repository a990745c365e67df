import CFFTW
import Glibc
package import MoodRealtime
import MoodVector

/// The Fourier transform of real frames of one size, unnormalised, by FFTW.
///
/// Pairs of samples go through a complex transform of half the size, and the spectrum is taken out of what that gives:
/// FFTW's own real transforms do the same, but spend more on the second step than on the first.
///
/// Planning takes milliseconds and happens in `init`; it estimates rather than measures, so that results do not vary
/// from run to run. Each value is for one thread at a time; any number may exist.
package struct RealFFT: ~Copyable, @unchecked Sendable {
  /// Samples of a frame.
  package let size: Int
  /// Complex numbers of a spectrum: size/2 + 1.
  package let bins: Int
  /// What is transformed: `size` samples, to be written before `transform`.
  package var input: SampleBuffer
  private let half: SampleBuffer
  private let twiddles: SampleBuffer
  private let output: SampleBuffer
  private let plan: FFTPlan

  /// Plans the transform of `size` samples, an even number.
  package init(size: Int) {
    precondition(
      size > 0 && size.isMultiple(of: 2), "a real transform of \(size) samples, expected an even number")
    let input = SampleBuffer(count: size)
    let half = SampleBuffer(count: size)
    let pairs = UnsafeMutableRawPointer(input.base).assumingMemoryBound(to: fftwf_complex.self)
    let spectrum = UnsafeMutableRawPointer(half.base).assumingMemoryBound(to: fftwf_complex.self)
    plan = FFTPlan {
      fftwf_plan_dft_1d(Int32(size / 2), pairs, spectrum, FFTW_FORWARD, FFTW_ESTIMATE | FFTW_PRESERVE_INPUT)
    }
    self.size = size
    self.bins = size / 2 + 1
    self.input = input
    self.half = half
    twiddles = Self.twiddles(size: size)
    output = SampleBuffer(count: size + 2)
  }

  /// What `transform` wrote: `bins` complex numbers as re, im; bin k stands for k/size of the sample rate.
  package var spectrum: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get { UnsafePointer(output.base) }
  }

  /// Transforms `input` into `spectrum`. O(size·log size).
  @_noAllocation @_noLocks
  package mutating func transform() {
    plan.execute()
    VectorMath.untangle(half.base, twiddles: twiddles.base, n: size / 2, into: output.base)
  }

  /// Transforms `input` and writes |X|² of the `bins` bins, and |X| where that is not nil; `spectrum` stays what it was.
  /// O(size·log size).
  @_noAllocation @_noLocks
  package mutating func transform(
    toPower power: UnsafeMutablePointer<Float>, magnitude: UnsafeMutablePointer<Float>?
  ) {
    plan.execute()
    VectorMath.untangledPower(
      half.base, twiddles: twiddles.base, n: size / 2, into: power, magnitude: magnitude)
  }

  /// Half of e^(−2πik/size) for k up to size/4: all real parts, then all imaginary ones.
  private static func twiddles(size: Int) -> SampleBuffer {
    let angles = (0...size / 4).map { 2 * Double.pi * Double($0) / Double(size) }
    return SampleBuffer(angles.map { Float(0.5 * cos($0)) } + angles.map { Float(-0.5 * sin($0)) })
  }
}
