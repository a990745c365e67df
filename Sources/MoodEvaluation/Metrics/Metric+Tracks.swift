extension Metric where Row == TrackPrediction {
  /// All metrics of ratings along pieces, in the order of a report.
  package static var ofTracks: [Metric] {
    along("valence", \.valence, \.ratedValence) + along("arousal", \.arousal, \.ratedArousal)
  }

  private static func along(
    _ name: String, _ estimates: @escaping @Sendable (TrackPrediction) -> [Double],
    _ ratings: @escaping @Sendable (TrackPrediction) -> [Double]
  ) -> [Metric] {
    let pairs: @Sendable (TrackPrediction) -> [(Double, Double)]? = { row in
      let pairs = Array(zip(estimates(row), ratings(row)))
      return pairs.isEmpty ? nil : pairs
    }
    let pooled:
      @Sendable (@escaping @Sendable (Moments) -> Double) -> @Sendable ([[(Double, Double)]]) -> Double? = {
        figure in
        {
          let moments = Moments($0.flatMap { $0 })
          return moments.ratingVariance > 0 ? figure(moments) : nil
        }
      }
    return [
      Metric("\(name) CCC per measure", part: pairs, figure: pooled { Agreement($0).concordance }),
      Metric("\(name) r per measure", part: pairs, figure: pooled(\.pearson)),
      Metric("\(name) RMSE per measure", part: pairs) { pieces in
        Agreement(Moments(pieces.flatMap { $0 })).rootMeanSquareError
      },
      withinPieces("\(name) r within pieces", pairs),
    ]
  }

  /// Mean over the pieces of Pearson's r over a piece's measures. A piece with constant ratings is left out, for there is
  /// nothing to follow; constant estimates count as 0.
  private static func withinPieces(
    _ name: String, _ pairs: @escaping @Sendable (TrackPrediction) -> [(Double, Double)]?
  ) -> Metric {
    Metric(
      name,
      part: { row -> Double? in
        let moments = Moments(pairs(row) ?? [])
        return moments.ratingVariance > 0 ? moments.pearson : nil
      },
      figure: { $0.reduce(0, +) / Double($0.count) })
  }
}
