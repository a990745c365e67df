internal import MoodCore
internal import MoodCorpus
internal import MoodRealtime

/// Silences random units while training and scales the others up, so that the mean stays.
struct Dropout: ~Copyable {
  private let mask: SampleBuffer

  /// Allocates for up to `count` units.
  init(count: Int) { mask = SampleBuffer(count: count) }

  /// Draws a mask that silences each unit with probability `rate` and applies it in place.
  func forward(
    _ values: UnsafeMutablePointer<Float>, count: Int, rate: Float, generator: inout SplitMix64
  ) {
    let threshold = UInt64(rate * 65536)
    let kept = 1 / (1 - rate)
    let mask = mask.pointer(at: 0, count: count)
    var bits: UInt64 = 0
    for index in 0..<count {
      bits = index & 3 == 0 ? generator.next() : bits >> 16
      mask[index] = bits & 0xffff < threshold ? 0 : kept
    }
    apply(values, count: count)
  }

  /// Applies the mask of the last `forward` to a gradient.
  func apply(_ values: UnsafeMutablePointer<Float>, count: Int) {
    let mask = mask.pointer(at: 0, count: count)
    for index in 0..<count { values[index] *= mask[index] }
  }
}
