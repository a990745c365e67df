internal import Glibc

/// The loss of one estimate's linear outputs, head by head, and its gradient.
///
/// Quadrants and exclusive emotions: cross-entropy with soft labels. Valence and arousal: squared error where people rated
/// them, binary cross-entropy of their sides where they were acted, summed. Shares of listeners: binary cross-entropy,
/// averaged over the emotions.
struct HeadLoss {
  let places: HeadPlaces
  let weights: TrainingConfiguration.Losses

  /// Sums of the goals' weights over a batch, by which each head's losses are divided.
  struct Totals {
    var quadrant: Float = 0
    var affect: Float = 0
    var emotion: Float = 0

    mutating func add(_ goal: Goal) {
      quadrant += goal.quadrantWeight
      affect += goal.affectWeight
      emotion += goal.emotionWeight
    }
  }

  /// Adds the gradient, times `scale`, to `gradient`; gives the loss, times `scale`.
  func evaluate(
    _ logits: [Float], _ goal: Goal, totals: Totals, scale: Float, gradient: inout [Float]
  ) -> Float {
    var loss: Float = 0
    if goal.quadrantWeight > 0 {
      let factor = scale * weights.quadrant * goal.quadrantWeight / totals.quadrant
      loss += crossEntropy(logits, goal, places.quadrants, factor, &gradient)
    }
    if goal.affectWeight > 0 {
      let factor = scale * weights.affect * goal.affectWeight / totals.affect
      for index in places.affect {
        if goal.isActed {
          let steepness = ActedAffect.steepness
          let (one, slope) = Self.binaryCrossEntropy(steepness * logits[index], goal.values[index])
          loss += factor * one
          gradient[index] += factor * steepness * slope
        } else {
          let error = logits[index] - goal.values[index]
          loss += factor * error * error
          gradient[index] += 2 * factor * error
        }
      }
    }
    if goal.emotionWeight > 0 {
      let factor = scale * weights.emotions * goal.emotionWeight / totals.emotion
      if places.heads.emotionsAreExclusive {
        loss += crossEntropy(logits, goal, places.emotions, factor, &gradient)
      } else {
        let share = factor / Float(places.emotions.count)
        for index in places.emotions {
          let (one, slope) = Self.binaryCrossEntropy(logits[index], goal.values[index])
          loss += share * one
          gradient[index] += share * slope
        }
      }
    }
    return loss
  }

  /// log(1 + e^z) − t·z, without overflow, and its slope.
  private static func binaryCrossEntropy(_ logit: Float, _ goal: Float) -> (loss: Float, slope: Float) {
    (max(logit, 0) + log1pf(expf(-abs(logit))) - goal * logit, 1 / (1 + expf(-logit)) - goal)
  }

  private func crossEntropy(
    _ logits: [Float], _ goal: Goal, _ range: Range<Int>, _ factor: Float, _ gradient: inout [Float]
  ) -> Float {
    let largest = logits[range].max() ?? 0
    var sum: Float = 0
    for index in range { sum += expf(logits[index] - largest) }
    let logSum = logf(sum) + largest
    var loss: Float = 0
    for index in range {
      loss += factor * goal.values[index] * (logSum - logits[index])
      gradient[index] += factor * (expf(logits[index] - logSum) - goal.values[index])
    }
    return loss
  }
}
