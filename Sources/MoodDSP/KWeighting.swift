import Glibc

/// The frequency weighting of ITU-R BS.1770-4: a shelf for the head's effect, then a high-pass.
///
/// The recommendation gives coefficients for 48 kHz only. They are bilinear transforms of two analogue filters, whose
/// parameters (as libebur128 and ffmpeg recover them) are transformed here for the rate at hand.
package struct KWeighting: Sendable, BitwiseCopyable {
  private var shelf: Biquad
  private var highPass: Biquad

  package init(sampleRateHz: Int) {
    shelf = Biquad(Self.shelf(sampleRateHz: Double(sampleRateHz)))
    highPass = Biquad(Self.highPass(sampleRateHz: Double(sampleRateHz)))
  }

  /// Filters `count` samples, an even number, and sums the squares of what comes out.
  @_noAllocation @_noLocks
  package mutating func energy(_ samples: UnsafePointer<Float>, count: Int) -> Double {
    precondition(count.isMultiple(of: 2), "the filters take samples in pairs")
    // Local copies stay in registers.
    var (shelf, highPass) = (shelf, highPass)
    var sums = SIMD2<Double>(0, 0)
    for index in stride(from: 0, to: count, by: 2) {
      let weighted = highPass.step(shelf.step(SIMD2(Double(samples[index]), Double(samples[index + 1]))))
      sums += weighted * weighted
    }
    self.shelf = shelf
    self.highPass = highPass
    return sums[0] + sums[1]
  }

  /// Forgets the stream.
  @_noAllocation @_noLocks
  package mutating func reset() {
    shelf.reset()
    highPass.reset()
  }

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
