internal import Glibc

/// The loss of a batch and the gradients of the heads' outputs.
///
/// For each stage: cross-entropy of the quadrants and squared error of valence and arousal, at every counted step and
/// once more for the means over them, which are what the product's summary is made of; and 1 − CCC of the mean
/// valences and arousals with the ratings of the batch. Sequences count alike, whatever their length.
struct BatchLoss {
  let weights: TrainingConfiguration.Losses

  /// Some sequences of the batch, as one pass has computed them.
  struct Part {
    let pass: NetworkPass
    let targets: [Target]
    /// Steps of each sequence that count, from its first on.
    let countedSteps: [Int]
  }

  /// Fills the gradients of all parts' outputs and gives the loss.
  func evaluate(_ parts: [Part]) -> Float {
    var total: Float = 0
    for (keyPath, weight) in [(\NetworkPass.now, weights.now), (\NetworkPass.settled, weights.settled)] {
      total += weight * evaluateStage(parts.map { StageView($0, $0.pass[keyPath: keyPath]) }, scale: weight)
    }
    return total
  }

  private func evaluateStage(_ views: [StageView], scale: Float) -> Float {
    let targets = views.flatMap(\.part.targets)
    let labelled = Float(max(1, targets.count { $0.quadrants != nil }))
    let placed = max(1, targets.reduce(0) { $0 + ($1.affect == nil ? 0 : $1.affectWeight) })
    var total: Float = 0
    for view in views {
      view.clearGradients()
      for (sequence, target) in view.part.targets.enumerated() {
        if let quadrants = target.quadrants {
          total += crossEntropy(view, sequence, quadrants, share: 1 / labelled, scale: scale)
        }
        if let affect = target.affect {
          total += squaredError(
            view, sequence, SIMD2(affect.valence, affect.arousal), share: target.affectWeight / placed,
            scale: scale)
        }
      }
    }
    return total + concordance(views, scale: scale)
  }

  private func crossEntropy(
    _ view: StageView, _ sequence: Int, _ target: SIMD4<Float>, share: Float, scale: Float
  ) -> Float {
    let steps = view.part.countedSteps[sequence]
    let (mean, meanSlope) = Self.crossEntropy(view.meanLogits(sequence), target)
    var total = weights.quadrantClip * share * mean
    for step in 0..<steps {
      let (loss, slope) = Self.crossEntropy(view.logits(step, sequence), target)
      total += weights.quadrantStep * share * loss / Float(steps)
      view.addLogitGradient(
        (weights.quadrantStep * slope + weights.quadrantClip * meanSlope) * (scale * share / Float(steps)),
        step, sequence)
    }
    return total
  }

  private func squaredError(
    _ view: StageView, _ sequence: Int, _ target: SIMD2<Float>, share: Float, scale: Float
  ) -> Float {
    let steps = view.part.countedSteps[sequence]
    let meanError = view.meanAffect(sequence) - target
    var total = weights.affectClip * share * (meanError * meanError).sum()
    for step in 0..<steps {
      let error = view.affect(step, sequence) - target
      total += weights.affectStep * share * (error * error).sum() / Float(steps)
      view.addAffectGradient(
        (weights.affectStep * error + weights.affectClip * meanError) * (2 * scale * share / Float(steps)),
        step, sequence)
    }
    return total
  }

  /// Over the sequences with ratings; guesses do not take part.
  private func concordance(_ views: [StageView], scale: Float) -> Float {
    guard weights.affectConcordance > 0 else { return 0 }
    let rated = views.flatMap { view in
      view.part.targets.indices.filter {
        view.part.targets[$0].affect != nil && view.part.targets[$0].affectWeight == 1
      }.map { (view: view, sequence: $0) }
    }
    let means = rated.map { $0.view.meanAffect($0.sequence) }
    let ratings = rated.map { $0.view.part.targets[$0.sequence].affect! }
    let (valenceLoss, valenceSlopes) = ConcordanceLoss.evaluate(means.map(\.x), ratings.map(\.valence))
    let (arousalLoss, arousalSlopes) = ConcordanceLoss.evaluate(means.map(\.y), ratings.map(\.arousal))
    for (index, item) in rated.enumerated() {
      let steps = item.view.part.countedSteps[item.sequence]
      let slope = SIMD2(valenceSlopes[index], arousalSlopes[index])
      for step in 0..<steps {
        item.view.addAffectGradient(
          slope * (scale * weights.affectConcordance / Float(steps)), step, item.sequence)
      }
    }
    return weights.affectConcordance * (valenceLoss + arousalLoss)
  }

  /// −Σ p·log softmax(logits), and its gradient softmax(logits) − p.
  static func crossEntropy(
    _ logits: SIMD4<Float>, _ target: SIMD4<Float>
  ) -> (loss: Float, slope: SIMD4<Float>) {
    let probabilities = softmax(logits)
    var loss: Float = 0
    for index in 0..<4 { loss -= target[index] * logf(max(probabilities[index], 1e-12)) }
    return (loss, probabilities - target)
  }

  static func softmax(_ logits: SIMD4<Float>) -> SIMD4<Float> {
    let shifted = logits - logits.max()
    var powers = SIMD4<Float>.zero
    for index in 0..<4 { powers[index] = expf(shifted[index]) }
    return powers / powers.sum()
  }
}
