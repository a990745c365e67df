import MoodTestSupport
import Testing

/// Analytic gradients against central differences.
enum Differences {
  static func expect(
    _ gradient: [Float], of label: String, _ get: (Int) -> Float, _ set: (Int, Float) -> Void,
    loss: () -> Double
  ) {
    let kept = gradient.indices.map(get)
    let disagreements = CentralDifferences.disagreements(
      gradient: gradient, samples: 12, shift: { set($0, kept[$0] + $1) }, loss: loss)
    #expect(disagreements.isEmpty, "\(label) \(disagreements)")
  }
}
