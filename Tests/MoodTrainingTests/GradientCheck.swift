import MoodCore
import MoodRealtime
import MoodTestSupport
import Testing

@testable import MoodCorpus
@testable import MoodTraining

/// Analytic gradients against central differences, in memory that is varied in place.
enum GradientCheck {
  /// - Parameters:
  ///   - values: what is varied; a sample of `samples` places is.
  ///   - gradient: the analytic gradient of `loss` with respect to `values`.
  ///   - loss: computed anew from `values`, in double precision.
  static func expect(
    _ values: UnsafeMutablePointer<Float>, count: Int, gradient: [Float], samples: Int = 24,
    label: String, loss: () -> Double
  ) {
    let kept = (0..<count).map { values[$0] }
    let disagreements = CentralDifferences.disagreements(
      gradient: gradient, samples: samples, shift: { values[$0] = kept[$0] + $1 }, loss: loss)
    #expect(disagreements.isEmpty, "\(label) \(disagreements)")
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
