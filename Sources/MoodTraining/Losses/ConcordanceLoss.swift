/// 1 − Lin's concordance correlation coefficient (1989) of estimates with ratings.
enum ConcordanceLoss {
  /// The loss, and its gradient for each estimate. Zero where fewer than two ratings differ.
  static func evaluate(_ estimates: [Float], _ ratings: [Float]) -> (loss: Float, gradient: [Float]) {
    precondition(estimates.count == ratings.count, "each estimate has its rating")
    let count = Float(estimates.count)
    guard estimates.count > 1 else { return (0, estimates.map { _ in 0 }) }
    let meanEstimate = estimates.reduce(0, +) / count
    let meanRating = ratings.reduce(0, +) / count
    var covariance: Float = 0
    var estimateSquares: Float = 0
    var ratingSquares: Float = 0
    for (estimate, rating) in zip(estimates, ratings) {
      covariance += (estimate - meanEstimate) * (rating - meanRating) / count
      estimateSquares += (estimate - meanEstimate) * (estimate - meanEstimate) / count
      ratingSquares += (rating - meanRating) * (rating - meanRating) / count
    }
    let offset = meanEstimate - meanRating
    let spread = estimateSquares + ratingSquares + offset * offset
    guard spread > 1e-12 else { return (0, estimates.map { _ in 0 }) }
    let concordance = 2 * covariance / spread
    let gradient = zip(estimates, ratings).map { estimate, rating in
      // d(2·cov) = 2·(rating − mean)/n, d(spread) = 2·(estimate − mean rating)/n.
      -(2 * (rating - meanRating) - concordance * 2 * (estimate - meanRating)) / (count * spread)
    }
    return (1 - concordance, gradient)
  }
}
