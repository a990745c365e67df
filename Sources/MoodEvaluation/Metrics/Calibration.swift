internal import Glibc

/// Whether a model is as sure as it is right.
package enum Calibration {
  /// Bins of the expected calibration error.
  private static let bins = 10
  /// The difference of 1 and the next double: what scikit-learn's `log_loss` takes for a probability of nothing.
  private static let leastProbability = 0x1p-52

  /// Expected calibration error, 0…1 (Naeini, Cooper and Hauskrecht 2015): in ten equally wide bins of the largest
  /// probability, open below, the distance between its mean and the share that is right, weighted by how many lie in
  /// the bin. Nil of nothing.
  package static func expectedError(_ samples: some Sequence<(largest: Double, isRight: Bool)>) -> Double? {
    var surplus = [Double](repeating: 0, count: bins)
    var count = 0
    for sample in samples {
      let bin = max(0, min(bins - 1, Int((sample.largest * Double(bins)).rounded(.up)) - 1))
      surplus[bin] += sample.largest - (sample.isRight ? 1 : 0)
      count += 1
    }
    // The bins' weights cancel the counts that their means are divided by.
    return count == 0 ? nil : surplus.reduce(0) { $0 + abs($1) } / Double(count)
  }

  /// Mean of −ln p over the probabilities p that were given to what is true, in nats; nil of nothing.
  package static func negativeLogLikelihood(_ probabilities: some Sequence<Double>) -> Double? {
    var sum = 0.0
    var count = 0
    for probability in probabilities {
      sum -= log(min(1, max(leastProbability, probability)))
      count += 1
    }
    return count == 0 ? nil : sum / Double(count)
  }

  /// Share that is right among the surest `share` of all, rounded to whole samples but at least one; of equally sure
  /// ones the first. Nil of nothing. O(n log n).
  package static func accuracy(
    ofSurest share: Double, _ samples: [(confidence: Double, isRight: Bool)]
  ) -> Double? {
    guard !samples.isEmpty else { return nil }
    let count = min(samples.count, max(1, Int((share * Double(samples.count)).rounded())))
    if count == samples.count { return Double(samples.count { $0.isRight }) / Double(count) }
    let order = samples.indices.sorted {
      let (a, b) = (samples[$0].confidence, samples[$1].confidence)
      return a == b ? $0 < $1 : a > b
    }
    return Double(order.prefix(count).count { samples[$0].isRight }) / Double(count)
  }
}
