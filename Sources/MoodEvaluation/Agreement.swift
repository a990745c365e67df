/// How well estimates follow ratings.
package struct Agreement: Codable, Sendable, Equatable {
  /// Pearson's r; 0 where either side is constant.
  package let pearson: Double
  /// Lin's concordance correlation coefficient, with deviations divided by n; 0 where both are the same constant.
  package let concordance: Double
  /// Root of the mean squared error.
  package let rootMeanSquareError: Double

  package init(estimates: [Double], ratings: [Double]) {
    precondition(estimates.count == ratings.count, "each estimate has its rating")
    let count = Double(max(1, estimates.count))
    let meanEstimate = estimates.reduce(0, +) / count
    let meanRating = ratings.reduce(0, +) / count
    var covariance = 0.0
    var estimateVariance = 0.0
    var ratingVariance = 0.0
    var squaredError = 0.0
    for (estimate, rating) in zip(estimates, ratings) {
      covariance += (estimate - meanEstimate) * (rating - meanRating) / count
      estimateVariance += (estimate - meanEstimate) * (estimate - meanEstimate) / count
      ratingVariance += (rating - meanRating) * (rating - meanRating) / count
      squaredError += (estimate - rating) * (estimate - rating) / count
    }
    let offset = meanEstimate - meanRating
    let product = (estimateVariance * ratingVariance).squareRoot()
    let spread = estimateVariance + ratingVariance + offset * offset
    pearson = product > 0 ? covariance / product : 0
    concordance = spread > 0 ? 2 * covariance / spread : 0
    rootMeanSquareError = squaredError.squareRoot()
  }
}
