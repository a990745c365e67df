import Glibc
import MoodVector

/// The frequency weighting of ITU-R BS.1770-4: a shelf for the head's effect, then a high-pass.
///
/// The recommendation gives coefficients for 48 kHz only. They are bilinear transforms of two analogue filters, whose
/// parameters (as libebur128 and ffmpeg recover them) are transformed here for the rate at hand.
package struct KWeighting: ~Copyable, Sendable {
  private var filter: BlockFilter

  package init(sampleRateHz: Int) {
    let shelf = Self.shelf(sampleRateHz: Double(sampleRateHz))
    let highPass = Self.highPass(sampleRateHz: Double(sampleRateHz))
    filter = BlockFilter { states, samples in
      var (front, back) = (Biquad(shelf), Biquad(highPass))
      front.state = states.lowHalf
      back.state = states.highHalf
      let outputs = samples.map { back.step(front.step($0)) }
      return (outputs, SIMD4(lowHalf: front.state, highHalf: back.state))
    }
  }

  /// Filters `count` samples, a multiple of `BlockFilter.blockSamples`.
  @_noAllocation @_noLocks
  package mutating func apply(
    _ samples: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int
  ) {
    filter.apply(samples, into: output, count: count)
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  package mutating func reset() { filter.reset() }

  /// +4 dB above 1.7 kHz.
  package static func shelf(sampleRateHz: Double) -> Biquad.Coefficients {
    let quality = 0.7071752369554196
    let gain = pow(10, 3.999843853973347 / 20)
    let bandGain = pow(gain, 0.4996667741545416)
    let k = tan(Double.pi * 1681.974450955533 / sampleRateHz)
    let scale = 1 / (1 + k / quality + k * k)
    return Biquad.Coefficients(
      b0: (gain + bandGain * k / quality + k * k) * scale,
      b1: 2 * (k * k - gain) * scale,
      b2: (gain - bandGain * k / quality + k * k) * scale,
      a1: 2 * (k * k - 1) * scale,
      a2: (1 - k / quality + k * k) * scale)
  }

  /// Second order, 38 Hz.
  package static func highPass(sampleRateHz: Double) -> Biquad.Coefficients {
    let quality = 0.5003270373238773
    let k = tan(Double.pi * 38.13547087602444 / sampleRateHz)
    let scale = 1 / (1 + k / quality + k * k)
    return Biquad.Coefficients(
      b0: 1, b1: -2, b2: 1, a1: 2 * (k * k - 1) * scale, a2: (1 - k / quality + k * k) * scale)
  }
}
