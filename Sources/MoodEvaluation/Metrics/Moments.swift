/// Means, variances and covariance of pairs of estimate and rating, divided by n; all 0 of nothing.
package struct Moments: Sendable {
  package private(set) var count = 0
  package private(set) var estimateMean = 0.0
  package private(set) var ratingMean = 0.0
  package private(set) var estimateVariance = 0.0
  package private(set) var ratingVariance = 0.0
  package private(set) var covariance = 0.0
  /// Mean squared difference.
  package private(set) var squaredError = 0.0

  /// Goes through `pairs` twice. O(n).
  package init(_ pairs: some Collection<(Double, Double)>) {
    for (estimate, rating) in pairs {
      count += 1
      estimateMean += estimate
      ratingMean += rating
    }
    guard count > 0 else { return }
    let scale = 1 / Double(count)
    estimateMean *= scale
    ratingMean *= scale
    var (estimates, ratings) = (Extent(), Extent())
    for (estimate, rating) in pairs {
      let (a, b) = (estimate - estimateMean, rating - ratingMean)
      estimateVariance += a * a * scale
      ratingVariance += b * b * scale
      covariance += a * b * scale
      squaredError += (estimate - rating) * (estimate - rating) * scale
      estimates.add(estimate)
      ratings.add(rating)
    }
    // A mean is rounded, so equal values may seem to vary.
    if estimates.isConstant { estimateVariance = 0 }
    if ratings.isConstant { ratingVariance = 0 }
    if estimates.isConstant || ratings.isConstant { covariance = 0 }
  }

  /// Pearson's r; 0 where either side is constant.
  package var pearson: Double {
    let product = estimateVariance.squareRoot() * ratingVariance.squareRoot()
    return product > 0 ? max(-1, min(1, covariance / product)) : 0
  }

  private struct Extent {
    private var least = Double.infinity
    private var largest = -Double.infinity

    var isConstant: Bool { least == largest }

    mutating func add(_ value: Double) {
      if value < least { least = value }
      if value > largest { largest = value }
    }
  }
}
