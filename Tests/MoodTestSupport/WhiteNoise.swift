import MoodCore

/// `count` samples of white noise between −amplitude and amplitude.
package func whiteNoise(count: Int, amplitude: Float = 0.5, seed: UInt64 = 1) -> [Float] {
  var random = SplitMix64(seed: seed)
  return (0..<count).map { _ in Float.random(in: -amplitude...amplitude, using: &random) }
}
