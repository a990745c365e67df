internal import MoodDSP

/// Convolution with a finite response by blocks of spectra (overlap-add).
struct Convolution: ~Copyable {
  private var forward: RealFFT
  private var backward: InverseRealFFT
  /// Of the response, divided by the size of the transforms.
  private var spectrum: [Float]
  private let responseCount: Int

  /// Plans for `response`, which has at least one sample.
  init(response: [Float]) {
    precondition(!response.isEmpty, "a response has at least one sample")
    var size = 1024
    while size < 4 * response.count { size *= 2 }
    forward = RealFFT(size: size)
    backward = InverseRealFFT(size: size)
    responseCount = response.count
    forward.input.fill(0)
    for (index, value) in response.enumerated() { forward.input[index] = value / Float(size) }
    forward.transform()
    spectrum = Array(UnsafeBufferPointer(start: forward.spectrum, count: 2 * forward.bins))
  }

  /// All `samples.count + response.count − 1` samples of the convolution. O(n log response).
  mutating func apply(_ samples: [Float]) -> [Float] {
    var output = [Float](repeating: 0, count: samples.count + responseCount - 1)
    let size = forward.size
    let block = size - responseCount + 1
    for start in stride(from: 0, to: samples.count, by: block) {
      let count = min(block, samples.count - start)
      forward.input.fill(0)
      for index in 0..<count { forward.input[index] = samples[start + index] }
      forward.transform()
      for bin in 0..<forward.bins {
        let (re, im) = (forward.spectrum[2 * bin], forward.spectrum[2 * bin + 1])
        let (a, b) = (spectrum[2 * bin], spectrum[2 * bin + 1])
        backward.input[2 * bin] = re * a - im * b
        backward.input[2 * bin + 1] = re * b + im * a
      }
      backward.transform()
      for index in 0..<min(size, output.count - start) { output[start + index] += backward.samples[index] }
    }
    return output
  }
}
