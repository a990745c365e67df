internal import MoodCore

/// Compares analytic gradients with central differences, which in single precision are good to about 1e-3.
package enum CentralDifferences {
  /// What does not agree, a sentence for each place.
  /// - Parameters:
  ///   - gradient: the analytic gradient of `loss`.
  ///   - samples: of how many places a look is taken.
  ///   - shift: moves the value at a place by a distance, from where it was first.
  ///   - loss: computed anew, in double precision.
  package static func disagreements(
    gradient: [Float], samples: Int = 24, shift: (_ place: Int, _ distance: Float) -> Void, loss: () -> Double
  ) -> [String] {
    var generator = SplitMix64(seed: 11)
    let size = max(1e-3, gradient.map(abs).max() ?? 0)
    let count = gradient.count
    let places =
      count <= samples ? Array(0..<count) : (0..<samples).map { _ in generator.index(below: count) }
    return places.compactMap { place in
      // The nearer of two steps counts: the large one may cross a rectifier's kink, the small one loses digits.
      let errors = [4e-3, 5e-4].map { (step: Float) -> Float in
        shift(place, step)
        let above = loss()
        shift(place, -step)
        let below = loss()
        shift(place, 0)
        return abs(Float((above - below) / Double(2 * step)) - gradient[place])
      }
      let error = errors.min() ?? .infinity
      return error <= 2e-2 * size ? nil : "at \(place): analytic \(gradient[place]), numeric off by \(error)"
    }
  }
}
