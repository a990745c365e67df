import CFFTW
package import MoodRealtime
import Synchronization

/// The Fourier transform of real frames of one size, unnormalised, by FFTW.
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
  private let output: SampleBuffer
  private let plan: Plan

  /// A plan of FFTW, destroyed with the transform.
  private struct Plan: @unchecked Sendable {
    let handle: fftwf_plan?
  }

  /// FFTW's planner keeps state in globals: one thread at a time in the whole process.
  static let planner = Mutex<Void>(())

  /// Plans the transform of `size` samples, an even number.
  package init(size: Int) {
    precondition(
      size > 0 && size.isMultiple(of: 2), "a real transform of \(size) samples, expected an even number")
    let input = SampleBuffer(count: size)
    let output = SampleBuffer(count: size + 2)
    let spectrum = UnsafeMutableRawPointer(output.base).assumingMemoryBound(to: fftwf_complex.self)
    let plan = Self.planner.withLock { _ in
      Plan(
        handle: fftwf_plan_dft_r2c_1d(Int32(size), input.base, spectrum, FFTW_ESTIMATE | FFTW_PRESERVE_INPUT))
    }
    precondition(plan.handle != nil, "FFTW has no plan for \(size) real samples")
    self.size = size
    self.bins = size / 2 + 1
    self.input = input
    self.output = output
    self.plan = plan
  }

  deinit {
    let plan = plan
    Self.planner.withLock { _ in fftwf_destroy_plan(plan.handle) }
  }

  /// `bins` complex numbers as re, im; bin k stands for k/size of the sample rate.
  package var spectrum: UnsafePointer<Float> {
    @_noAllocation @_noLocks
    get { UnsafePointer(output.base) }
  }

  /// Transforms `input` into `spectrum`. O(size·log size).
  @_noAllocation @_noLocks
  package mutating func transform() { fftwf_execute(plan.handle) }
}
