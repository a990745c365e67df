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
    self.init(Moments(estimates.indices.lazy.map { (estimates[$0], ratings[$0]) }))
  }

  package init(_ moments: Moments) {
    pearson = moments.pearson
    let offset = moments.estimateMean - moments.ratingMean
    let spread = moments.estimateVariance + moments.ratingVariance + offset * offset
    concordance = spread > 0 ? 2 * moments.covariance / spread : 0
    rootMeanSquareError = moments.squaredError.squareRoot()
  }
}
