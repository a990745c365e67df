/// Excited against calm speech, as the eight acted emotions stand for it.
package enum SpeechArousal: Sendable {
  case low
  case high

  /// The order of the eight classes: neutral, calm, happy, sad, angry, fearful, disgust, surprised.
  package static let classes = [
    "neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised",
  ]

  /// Low for neutral, calm and sad; high for happy, angry, fearful and surprised; nil for disgust, which corpora act
  /// either way, and for what is none of the eight.
  package init?(class index: Int) {
    switch index {
    case 0, 1, 3: self = .low
    case 2, 4, 5, 7: self = .high
    default: return nil
    }
  }

  /// The side with the larger sum of probabilities, disgust aside; low of equals.
  package init(likelierOf probabilities: [Double]) {
    var sums = (low: 0.0, high: 0.0)
    for (index, probability) in probabilities.enumerated() {
      switch SpeechArousal(class: index) {
      case .low: sums.low += probability
      case .high: sums.high += probability
      case nil: break
      }
    }
    self = sums.high > sums.low ? .high : .low
  }
}
