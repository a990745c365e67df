internal import MoodCore
internal import MoodDSP

/// Noise of equal power in every octave.
enum PinkNoise {
  /// How far the clip's mean power lies above the noise's, in dB and as a factor of power.
  private static let signalToNoise = 100.0

  /// The clip with noise 20 dB below it over its whole length; silence stays silent.
  static func add(to samples: [Float], seed: UInt64) -> [Float] {
    let noise = noise(count: samples.count, seed: seed)
    let power = meanPower(noise)
    guard power > 0 else { return samples }
    let gain = Float((meanPower(samples) / signalToNoise / power).squareRoot())
    return zip(samples, noise).map { $0 + gain * $1 }
  }

  /// `count` samples whose spectrum is normal noise divided by the root of the frequency, without a constant part.
  static func noise(count: Int, seed: UInt64) -> [Float] {
    var size = 2
    while size < count { size *= 2 }
    var transform = InverseRealFFT(size: size)
    var generator = SplitMix64(seed: seed)
    transform.input.fill(0)
    for bin in 1..<transform.bins {
      let amplitude = 1 / Float(bin).squareRoot()
      transform.input[2 * bin] = amplitude * generator.normal()
      // The last bin of a real signal is real.
      transform.input[2 * bin + 1] = bin == transform.bins - 1 ? 0 : amplitude * generator.normal()
    }
    transform.transform()
    return Array(UnsafeBufferPointer(start: transform.samples, count: count))
  }
}
