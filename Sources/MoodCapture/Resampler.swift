internal import CSoxr
internal import MoodCore

/// Brings a mono stream to another rate (soxr, "high quality", linear phase), sample-exact and without delay in time.
///
/// Output sample k lies at the time k/outputRate of the input; N input samples give N·outputRate/inputRate output
/// samples, rounded to the nearest, halves up. How the input is cut never changes a bit. Equal rates pass through
/// unchanged. Allocates in `init`, and inside soxr while its buffers still grow.
package struct Resampler: ~Copyable {
  /// What one call did.
  package struct Progress: Equatable {
    /// Samples taken from the input.
    package var consumed: Int
    /// Samples written to the output.
    package var produced: Int
  }

  private let inputRateHz: Int
  private let outputRateHz: Int
  /// nil where the rates are equal.
  private let resampler: soxr_t?
  private var consumed: Int64 = 0
  private var produced: Int64 = 0

  /// - Throws: `CaptureError.resamplerFailed`
  package init(inputRateHz: Int, outputRateHz: Int = AnalysisGrid.sampleRateHz) throws {
    precondition(inputRateHz > 0 && outputRateHz > 0, "a rate is at least 1 Hz")
    self.inputRateHz = inputRateHz
    self.outputRateHz = outputRateHz
    guard inputRateHz != outputRateHz else {
      resampler = nil
      return
    }
    var quality = soxr_quality_spec(UInt(SOXR_HQ), UInt(SOXR_LINEAR_PHASE))
    var runtime = soxr_runtime_spec(1)
    // soxr filters in blocks; its default blocks would hold back 42 ms of 44.1 kHz and release 38 ms at once, which is
    // more than a hop. The smallest hold back 19 ms and release 14 ms.
    runtime.log2_min_dft_size = 8
    runtime.log2_large_dft_size = 8
    var failure: soxr_error_t?
    let created = soxr_create(
      Double(inputRateHz), Double(outputRateHz), 1, &failure, nil, &quality, &runtime)
    guard let created, failure == nil else {
      soxr_delete(created)
      throw Self.error(failure)
    }
    resampler = created
  }

  deinit {
    if let resampler { soxr_delete(resampler) }
  }

  /// Takes up to `count` samples of `input` and writes up to `capacity` to `output`.
  ///
  /// As long as `capacity` is reached more may be ready: call again, with a `count` of 0 if there is no more input.
  /// - Throws: `CaptureError.resamplerFailed`
  package mutating func process(
    _ input: UnsafePointer<Float>, count: Int, into output: UnsafeMutablePointer<Float>, capacity: Int
  ) throws -> Progress {
    var progress = Progress(consumed: 0, produced: 0)
    if let resampler {
      let failure = soxr_process(
        resampler, input, count, &progress.consumed, output, capacity, &progress.produced)
      if failure != nil { throw Self.error(failure) }
    } else {
      let passed = min(count, capacity)
      output.update(from: input, count: passed)
      progress = Progress(consumed: passed, produced: passed)
    }
    consumed += Int64(progress.consumed)
    produced += Int64(progress.produced)
    return progress
  }

  /// After the last input: writes up to `capacity` samples of the tail.
  /// - Returns: the samples written; 0 when the tail is out.
  /// - Throws: `CaptureError.resamplerFailed`
  package mutating func finish(into output: UnsafeMutablePointer<Float>, capacity: Int) throws -> Int {
    guard let resampler else { return 0 }
    let wanted = Int(min(Int64(capacity), total - produced))
    // Silence pushes the tail out; soxr's own flush would count the tail in floating point.
    let silence = [Float](repeating: 0, count: 256)
    var written = 0
    while written < wanted {
      var got = 0
      let failure = soxr_process(
        resampler, silence, silence.count, nil, output + written, wanted - written, &got)
      if failure != nil { throw Self.error(failure) }
      written += got
    }
    produced += Int64(written)
    return written
  }

  /// Samples that `frames` samples of input are worth, to the nearest, halves up.
  static func samples(
    of frames: Int64, rateHz: Int, outputRateHz: Int = AnalysisGrid.sampleRateHz
  ) -> Int64 {
    (2 * frames * Int64(outputRateHz) + Int64(rateHz)) / (2 * Int64(rateHz))
  }

  /// Samples that the input so far is worth.
  private var total: Int64 {
    Self.samples(of: consumed, rateHz: inputRateHz, outputRateHz: outputRateHz)
  }

  private static func error(_ failure: soxr_error_t?) -> CaptureError {
    .resamplerFailed(reason: failure.map { String(cString: $0) } ?? "no memory")
  }
}
