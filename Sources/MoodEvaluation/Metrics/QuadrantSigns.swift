/// The halves of the circumplex that four quadrants make up.
package enum QuadrantSigns {
  /// Probability of high arousal: Q1 and Q2.
  package static func highArousal(_ quadrants: [Double]) -> Double { quadrants[0] + quadrants[1] }

  /// Probability of positive valence: Q1 and Q4.
  package static func positiveValence(_ quadrants: [Double]) -> Double { quadrants[0] + quadrants[3] }

  /// Whether quadrant `label`, 1…4, is of high arousal.
  package static func isHighArousal(_ label: Int) -> Bool { label == 1 || label == 2 }

  /// Whether quadrant `label`, 1…4, is of positive valence.
  package static func isPositiveValence(_ label: Int) -> Bool { label == 1 || label == 4 }
}
