/// What is wrong with a prediction; `of` is its corpus and clip.
package enum PredictionError: Error, Equatable, CustomStringConvertible {
  case wrongCount(of: String, field: String, found: Int, expected: Int)
  case outOfRange(of: String, field: String, found: Double, expected: ClosedRange<Double>)
  case notProbabilities(of: String, field: String, sum: Double)

  package var description: String {
    switch self {
    case .wrongCount(let place, let field, let found, let expected):
      "the prediction of \(place) has \(found) values of “\(field)”, expected \(expected)"
    case .outOfRange(let place, let field, let found, let expected):
      "the prediction of \(place) has \(found) in “\(field)”, expected \(expected.lowerBound) to "
        + "\(expected.upperBound)"
    case .notProbabilities(let place, let field, let sum):
      "the prediction of \(place) has probabilities in “\(field)” that add up to \(sum), expected 1"
    }
  }
}
