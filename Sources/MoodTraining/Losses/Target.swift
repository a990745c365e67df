package import MoodCore
package import MoodCorpus

/// What a sequence's estimates are to come near.
package struct Target: Sendable, Equatable {
  /// Probabilities of Q1…Q4, or nil where nothing is known.
  package var quadrants: SIMD4<Float>?
  /// Valence and arousal, or nil.
  package var affect: Affect?
  /// How much an error in `affect` counts: 1 for ratings, less for a guess made from the quadrant.
  package var affectWeight: Float

  package init(quadrants: SIMD4<Float>?, affect: Affect?, affectWeight: Float) {
    self.quadrants = quadrants
    self.affect = affect
    self.affectWeight = affectWeight
  }

  /// The target of a clip; where it has a quadrant but no ratings, `guess` places it on the plane.
  package init(_ clip: Clip, hardLabels: Bool, guess: TrainingConfiguration.AffectGuess) {
    let label = clip.quadrant.map { hardLabels ? Clip.QuadrantLabel(quadrant: $0.quadrant, share: 1) : $0 }
    quadrants = label?.probabilities
    affect = clip.affect
    affectWeight = 1
    if let quadrant = clip.quadrant?.quadrant, clip.affect == nil, guess.weight > 0 {
      let isPleasant = quadrant == .q1 || quadrant == .q4
      let isExcited = quadrant == .q1 || quadrant == .q2
      affect = Affect(
        valence: guess.valenceCentre + (isPleasant ? guess.valenceReach : -guess.valenceReach),
        arousal: guess.arousalCentre + (isExcited ? guess.arousalReach : -guess.arousalReach))
      affectWeight = guess.weight
    }
  }
}
