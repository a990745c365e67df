/// How well estimates of several emotions, of which a clip may have any number, follow the shares of listeners.
package enum EmotionShares {
  /// One clip: as many estimates as shares.
  package typealias Pair = (estimates: [Double], shares: [Double])

  /// Share of listeners from which on an emotion counts as felt, unless a caller says otherwise.
  package static let feltShare = 1.0 / 3

  /// Mean over the emotions of Pearson's r over clips. An emotion whose estimates are constant counts as 0; one whose
  /// shares are constant is left out, for there is nothing to follow; nil where that leaves none.
  package static func meanPearson(_ pairs: [Pair]) -> Double? {
    guard let emotions = pairs.first?.shares.count else { return nil }
    var sum = 0.0
    var count = 0
    for emotion in 0..<emotions {
      let moments = Moments(pairs.lazy.map { ($0.estimates[emotion], $0.shares[emotion]) })
      guard moments.ratingVariance > 0 else { continue }
      sum += moments.pearson
      count += 1
    }
    return count == 0 ? nil : sum / Double(count)
  }

  /// Whether the emotion with the largest estimate (the first of equals) has the largest share; where several have it,
  /// each of them is right.
  package static func findsDominant(_ pair: Pair) -> Bool {
    guard let guess = pair.estimates.firstIndex(of: pair.estimates.max() ?? 0) else { return false }
    return pair.shares[guess] == pair.shares.max()
  }

  /// Felt emotions against those taken for felt, one two-class matrix an emotion; class 1 is felt.
  /// - Parameters:
  ///   - samples: each with the estimates from which on its emotions are taken for felt.
  ///   - feltShare: share of listeners from which on an emotion counts as felt.
  package static func decisions(
    _ samples: some Sequence<(pair: Pair, thresholds: [Double])>, feltShare: Double = feltShare
  ) -> [ConfusionMatrix] {
    var matrices: [ConfusionMatrix] = []
    for (pair, thresholds) in samples {
      while matrices.count < pair.shares.count { matrices.append(ConfusionMatrix(classes: 2)) }
      for emotion in pair.shares.indices {
        matrices[emotion].add(
          truth: pair.shares[emotion] >= feltShare ? 1 : 0,
          guess: pair.estimates[emotion] >= thresholds[emotion] ? 1 : 0)
      }
    }
    return matrices
  }

  /// Share of all decisions that are wrong; nil of none.
  package static func hammingLoss(_ decisions: [ConfusionMatrix]) -> Double? {
    let total = decisions.reduce(0) { $0 + $1.total }
    let wrong = decisions.reduce(0) { $0 + $1.counts[0][1] + $1.counts[1][0] }
    return total == 0 ? nil : Double(wrong) / Double(total)
  }

  /// Mean over the emotions of the F1 of being felt, 0 for an emotion that is neither felt nor guessed; nil of none.
  package static func macroF1(_ decisions: [ConfusionMatrix]) -> Double? {
    decisions.isEmpty ? nil : decisions.reduce(0) { $0 + $1.f1(1) } / Double(decisions.count)
  }
}
