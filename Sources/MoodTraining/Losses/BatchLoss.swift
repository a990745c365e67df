/// The loss of a batch and the gradients of all outputs.
///
/// A sequence has an estimate for the whole of it, made nearly as the product's summary is (the mean of the recurrent path
/// over the steps that count, and what the path over statistics says at the end; its statistics are of one phase and
/// forget what is older than their memory, where the summary's are of all phases and forget nothing), and at each query
/// one of each stage: `now` at the query's step, `settled` for the step that is settled when that step has been
/// heard. 1 − CCC of the whole-clip valences and arousals with the batch's ratings joins them. Sequences count alike,
/// whatever their length.
struct BatchLoss {
  let heads: HeadLoss

  private var weights: TrainingConfiguration.Losses { heads.weights }

  /// Some sequences of the batch, as one pass has computed them.
  struct Part {
    let pass: NetworkPass
    /// Of each sequence as a whole.
    let clipGoals: [Goal]
    /// Of each query, for both stages; [sequences · queries].
    let nowGoals: [Goal]
    let settledGoals: [Goal]
    /// Steps of each sequence that count, from its first on.
    let countedSteps: [Int]
  }

  init(places: HeadPlaces, weights: TrainingConfiguration.Losses) {
    heads = HeadLoss(places: places, weights: weights)
  }

  /// Fills the gradients of all parts' outputs and gives the loss.
  func evaluate(_ parts: [Part]) -> Float {
    for part in parts { Self.clearGradients(part.pass) }
    var loss: Float = 0
    let share = 1 / Float(max(1, parts.first?.pass.queriesPerSequence ?? 1))
    if weights.now > 0 { loss += moments(parts, \.now, \.nowGoals, delay: 0, scale: weights.now * share) }
    if weights.settled > 0 {
      let delay = parts.first?.pass.shape.lookaheadSteps ?? 0
      loss += moments(parts, \.settled, \.settledGoals, delay: delay, scale: weights.settled * share)
    }
    return loss + clips(parts)
  }

  /// The step that a stage describes when a query's step has been heard.
  static func described(query: Int, delay: Int) -> Int { max(0, query - delay) }

  private func moments(
    _ parts: [Part], _ stage: KeyPath<NetworkPass, StagePass>, _ goals: KeyPath<Part, [Goal]>, delay: Int,
    scale: Float
  ) -> Float {
    var totals = HeadLoss.Totals()
    for part in parts { for goal in part[keyPath: goals] { totals.add(goal) } }
    // Each query is one of several of its sequence: totals count sequences.
    let perSequence = Float(parts.first?.pass.queriesPerSequence ?? 1)
    totals.quadrant /= perSequence
    totals.affect /= perSequence
    totals.emotion /= perSequence
    var loss: Float = 0
    for part in parts {
      let pass = part.pass
      let deep = pass[keyPath: stage]
      for (place, goal) in part[keyPath: goals].enumerated() {
        let sequence = place / pass.queriesPerSequence
        let step = Self.described(query: pass.queries[place], delay: delay)
        let row = (step * pass.sequences + sequence) * pass.shape.outputs
        var gradient = [Float](repeating: 0, count: pass.shape.outputs)
        let logits = Self.sum(deep.logits.base + row, pass, query: place)
        loss += heads.evaluate(logits, goal, totals: totals, scale: scale, gradient: &gradient)
        for (index, slope) in gradient.enumerated() {
          deep.logitGradients.base[row + index] += slope
          pass.statistics?.logitGradients.base[place * pass.shape.outputs + index] += slope
        }
      }
    }
    return loss
  }

  private func clips(_ parts: [Part]) -> Float {
    var totals = HeadLoss.Totals()
    for part in parts { for goal in part.clipGoals { totals.add(goal) } }
    var loss: Float = 0
    var estimates: [[[Float]]] = []
    var gradients: [[[Float]]] = []
    for part in parts {
      estimates.append(part.clipGoals.indices.map { Self.clipLogits(part.pass, $0, part.countedSteps[$0]) })
      gradients.append([])
      for (sequence, goal) in part.clipGoals.enumerated() {
        var gradient = [Float](repeating: 0, count: part.pass.shape.outputs)
        if weights.clip > 0 {
          loss += heads.evaluate(
            estimates[estimates.count - 1][sequence], goal, totals: totals, scale: weights.clip,
            gradient: &gradient)
        }
        gradients[gradients.count - 1].append(gradient)
      }
    }
    loss += concordance(parts, estimates, &gradients)
    for (index, part) in parts.enumerated() {
      for sequence in part.clipGoals.indices {
        Self.scatter(gradients[index][sequence], part.pass, sequence, part.countedSteps[sequence])
      }
    }
    return loss
  }

  /// Over the sequences with ratings; guesses do not take part.
  private func concordance(
    _ parts: [Part], _ estimates: [[[Float]]], _ gradients: inout [[[Float]]]
  ) -> Float {
    guard weights.concordance > 0, !heads.places.affect.isEmpty else { return 0 }
    let rated = parts.indices.flatMap { part in
      parts[part].clipGoals.indices.filter { parts[part].clipGoals[$0].isRated }.map { (part, $0) }
    }
    var loss: Float = 0
    for output in heads.places.affect {
      let (one, slopes) = ConcordanceLoss.evaluate(
        rated.map { estimates[$0.0][$0.1][output] },
        rated.map { parts[$0.0].clipGoals[$0.1].values[output] })
      loss += weights.concordance * one
      for (place, slope) in zip(rated, slopes) {
        gradients[place.0][place.1][output] += weights.concordance * slope
      }
    }
    return loss
  }

  /// The linear outputs for a sequence as a whole.
  static func clipLogits(_ pass: NetworkPass, _ sequence: Int, _ counted: Int) -> [Float] {
    let outputs = pass.shape.outputs
    let last = (sequence + 1) * pass.queriesPerSequence - 1
    let wide = pass.statistics.map { $0.logits.base + last * outputs }
    let deep = ClipPooling(pass, sequence, counted).mean
    return deep.indices.map { deep[$0] + (wide?[$0] ?? 0) }
  }

  private static func scatter(
    _ gradient: [Float], _ pass: NetworkPass, _ sequence: Int, _ counted: Int
  ) {
    ClipPooling(pass, sequence, counted).scatter(gradient)
    guard let statistics = pass.statistics else { return }
    let outputs = pass.shape.outputs
    let last = ((sequence + 1) * pass.queriesPerSequence - 1) * outputs
    for index in 0..<outputs { statistics.logitGradients.base[last + index] += gradient[index] }
  }

  private static func sum(_ deep: UnsafePointer<Float>, _ pass: NetworkPass, query: Int) -> [Float] {
    let outputs = pass.shape.outputs
    guard let wide = pass.statistics else { return (0..<outputs).map { deep[$0] } }
    return (0..<outputs).map { deep[$0] + wide.logits.base[query * outputs + $0] }
  }

  private static func clearGradients(_ pass: NetworkPass) {
    let count = pass.rows * pass.shape.outputs
    Elementwise.fill(pass.now.logitGradients.base, 0, count: count)
    Elementwise.fill(pass.settled.logitGradients.base, 0, count: count)
    if let statistics = pass.statistics {
      Elementwise.fill(statistics.logitGradients.base, 0, count: statistics.logitGradients.count)
    }
    Elementwise.fill(pass.teacherGradients.base, 0, count: pass.teacherGradients.count)
  }
}
