extension Metric where Row == Prediction {
  /// Of clips with ratings.
  static var affect: [Metric] {
    agreements("valence", \.valence, \.ratedValence) + agreements("arousal", \.arousal, \.ratedArousal)
  }

  private static func agreements(
    _ name: String, _ estimate: @escaping @Sendable (Prediction) -> Double?,
    _ rating: @escaping @Sendable (Prediction) -> Double?
  ) -> [Metric] {
    let pair: @Sendable (Prediction) -> (Double, Double)? = { row in
      guard let estimate = estimate(row), let rating = rating(row) else { return nil }
      return (estimate, rating)
    }
    return [
      // Where all ratings are equal there is nothing to follow.
      Metric("\(name) r", part: pair) {
        let moments = Moments($0)
        return moments.ratingVariance > 0 ? moments.pearson : nil
      },
      Metric("\(name) CCC", part: pair) {
        let moments = Moments($0)
        return moments.ratingVariance > 0 ? Agreement(moments).concordance : nil
      },
      Metric("\(name) RMSE", part: pair) { Agreement(Moments($0)).rootMeanSquareError },
    ]
  }
}
