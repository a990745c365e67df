internal import Glibc

/// What a network is to say of clips.
package enum Goals: Sendable, Equatable {
  /// One class of each clip, from 0 on, and what each class counts.
  case classes([Int], weights: [Float])
  /// Of each clip for every output whether it applies, and how much more than a no a yes counts.
  case several([[Bool]], yesWeights: [Float])

  package var count: Int {
    switch self {
    case .classes(let classes, _): classes.count
    case .several(let answers, _): answers.count
    }
  }

  /// What all clips count together.
  var weight: Float {
    switch self {
    case .classes(let classes, let weights): classes.reduce(0) { $0 + weights[$1] }
    case .several(let answers, _): Float(answers.count)
    }
  }

  /// Those of some of the clips.
  func picked(_ places: some Collection<Int>) -> Goals {
    switch self {
    case .classes(let classes, let weights): .classes(places.map { classes[$0] }, weights: weights)
    case .several(let answers, let weights): .several(places.map { answers[$0] }, yesWeights: weights)
    }
  }

  /// The weighted mean of cross-entropies (of one class among all, or of each yes and no), and its gradient.
  func loss(_ outputs: Batch) -> (value: Float, gradient: Batch) {
    let gradient = Batch(clips: outputs.clips, shape: outputs.shape)
    var sum: Float = 0
    switch self {
    case .classes(let classes, let weights):
      let total = weight
      for (clip, truth) in classes.enumerated() {
        let share = weights[truth] / max(total, .leastNormalMagnitude)
        let probabilities = Self.softmax(outputs.array(clip))
        sum -= share * logf(max(probabilities[truth], .leastNormalMagnitude))
        for (index, probability) in probabilities.enumerated() {
          gradient.clip(clip)[index] = share * (probability - (index == truth ? 1 : 0))
        }
      }
    case .several(let answers, let yesWeights):
      let share = 1 / Float(max(1, outputs.count))
      for (clip, answer) in answers.enumerated() {
        for (index, isYes) in answer.enumerated() {
          let output = outputs.clip(clip)[index]
          let probability = Self.sigmoid(output)
          let weight = isYes ? yesWeights[index] : 1
          // log(1 + e^∓x), which neither overflows nor loses what is small.
          let towards = isYes ? -output : output
          sum += share * weight * (max(towards, 0) + log1pf(expf(-abs(towards))))
          gradient.clip(clip)[index] = share * weight * (probability - (isYes ? 1 : 0))
        }
      }
    }
    return (sum, gradient)
  }

  package static func softmax(_ outputs: [Float]) -> [Float] {
    let largest = outputs.max() ?? 0
    let powers = outputs.map { expf($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  package static func sigmoid(_ output: Float) -> Float { 1 / (1 + expf(-output)) }
}
