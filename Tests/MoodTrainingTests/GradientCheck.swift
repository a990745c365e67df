import MoodCore
import MoodRealtime
import Testing

@testable import MoodCorpus
@testable import MoodTraining

/// Compares analytic gradients with central differences, which in single precision are good to about 1e-3.
enum GradientCheck {
  /// - Parameters:
  ///   - values: what is varied; a sample of `samples` places is.
  ///   - gradient: the analytic gradient of `loss` with respect to `values`.
  ///   - loss: computed anew from `values`, in double precision.
  static func expect(
    _ values: UnsafeMutablePointer<Float>, count: Int, gradient: [Float], samples: Int = 24,
    label: String, loss: () -> Double
  ) {
    var generator = SplitMix64(seed: 11)
    let size = max(1e-3, gradient.map(abs).max() ?? 0)
    let places =
      count <= samples ? Array(0..<count) : (0..<samples).map { _ in generator.index(below: count) }
    for place in places {
      let kept = values[place]
      // The nearer of two steps counts: the large one may cross a rectifier's kink, the small one loses digits.
      let numeric = [4e-3, 5e-4].map { (step: Float) -> Float in
        values[place] = kept + step
        let above = loss()
        values[place] = kept - step
        let below = loss()
        values[place] = kept
        return Float((above - below) / Double(2 * step))
      }.min { abs($0 - gradient[place]) < abs($1 - gradient[place]) }!
      #expect(
        abs(numeric - gradient[place]) <= 2e-2 * size,
        "\(label)[\(place)]: analytic \(gradient[place]), numeric \(numeric)")
    }
  }

  /// Normal values that `seed` fixes.
  static func random(_ count: Int, seed: UInt64, scale: Float = 1) -> SampleBuffer {
    var generator = SplitMix64(seed: seed)
    let buffer = SampleBuffer(count: count)
    for index in 0..<count { buffer.base[index] = scale * generator.normal() }
    return buffer
  }

  /// Σ aᵢ·bᵢ: a loss whose gradient with respect to `a` is `b`.
  static func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Double {
    (0..<count).reduce(0) { $0 + Double(a[$1]) * Double(b[$1]) }
  }
}
