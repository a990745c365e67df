package import MoodCore
package import MoodCorpus
internal import MoodInference

/// What a clip's estimates are to come near.
package struct Target: Sendable, Equatable {
  /// Probabilities of Q1…Q4, or nil where nothing is known.
  package var quadrants: SIMD4<Float>?
  /// Valence and arousal of the whole clip, or nil; of acted clips see `isActed`.
  package var affect: Affect?
  /// Valence and arousal along the clip, or nil.
  package var track: AnnotationTrack?
  /// How much an error in `affect` or `track` counts: 1 for ratings, less for a guess made from a class.
  package var affectWeight: Float
  /// Whether `affect` is what people rated, rather than where a class lies.
  package var isRated = false
  /// Whether `affect` holds the probabilities of `ActedAffect`, since an actor was told a word.
  package var isActed = false
  /// A probability for each of the model's emotions, or nil.
  package var emotions: [Float]?
  /// How much all labels of the clip count beside those of other corpora.
  package var weight: Float
  /// The same of `emotions` alone, beside other classes.
  package var emotionWeight: Float = 1

  package init(
    quadrants: SIMD4<Float>? = nil, affect: Affect? = nil, track: AnnotationTrack? = nil,
    affectWeight: Float = 1, emotions: [Float]? = nil, weight: Float = 1
  ) {
    self.quadrants = quadrants
    self.affect = affect
    self.track = track
    self.affectWeight = affectWeight
    self.emotions = emotions
    self.weight = weight
  }

  /// The target of a clip; where it has a class but no ratings, a guess places it on the plane.
  package init(_ clip: Clip, configuration: TrainingConfiguration) {
    self.init(
      affect: clip.affect ?? clip.track?.mean, track: clip.track,
      emotions: clip.emotionShares
        ?? clip.emotionClass.map { index in
          let rest = configuration.regularisation.labelSmoothing
          let even = rest / Float(EmotionNames.speech.count)
          return EmotionNames.speech.indices.map { even + ($0 == index ? 1 - rest : 0) }
        },
      weight: configuration.weight(ofCorpus: clip.corpus))
    let label = clip.quadrant.map {
      configuration.hardLabels ? Clip.QuadrantLabel(quadrant: $0.quadrant, share: 1) : $0
    }
    quadrants = label?.probabilities
    if clip.emotionClass != nil, !configuration.speaksClasses(clip.corpus) { emotions = nil }
    isRated = affect != nil
    guard affect == nil else { return }
    let guess = configuration.affectGuess
    if let quadrant = clip.quadrant?.quadrant, guess.weight > 0, guess.corpora.contains(clip.corpus) {
      let isPleasant = quadrant == .q1 || quadrant == .q4
      let isExcited = quadrant == .q1 || quadrant == .q2
      affect = Affect(
        valence: guess.valenceCentre + (isPleasant ? guess.valenceReach : -guess.valenceReach),
        arousal: guess.arousalCentre + (isExcited ? guess.arousalReach : -guess.arousalReach))
      affectWeight = guess.weight
    }
    if let index = clip.emotionClass {
      affect = ActedAffect.probabilities(ofClass: index)
      isActed = true
    }
  }
}

/// On which sides of 0 acted emotions lie.
///
/// Words such as "fearful" have places on the plane (Russell and Mehrabian 1977), but actors in other rooms and languages
/// do not keep the distances between them; the sides carry over.
package enum ActedAffect {
  /// The valence or arousal a stands for the probability 1 / (1 + e^(−steepness · a)) of the upper side.
  static let steepness: Float = 4
  /// Of the side that a word names: actors are not always understood. It bounds what is learnt to ±0.74.
  private static let probability: Float = 0.95

  /// In the order of `EmotionNames.speech`: 1 is the upper side of valence or arousal, −1 the lower, 0 neither. Neutral is
  /// neither pleasant nor unpleasant, and disgust is acted either way.
  private static let sides: [SIMD2<Float>] = [
    [0, -1], [1, -1], [1, 1], [-1, -1], [-1, 1], [-1, 1], [-1, 0], [1, 1],
  ]

  /// Probabilities of the upper sides.
  package static func probabilities(ofClass index: Int) -> Affect {
    let upper = 0.5 + sides[index] * (probability - 0.5)
    return Affect(valence: upper.x, arousal: upper.y)
  }
}

/// What one estimate is to come near, laid out as the network's outputs are.
struct Goal: Equatable {
  var values: [Float]
  /// How much an error in each head counts; 0 where nothing is known.
  var quadrantWeight: Float = 0
  var affectWeight: Float = 0
  /// Whether people rated it.
  var isRated = false
  /// Whether valence and arousal are probabilities of the upper side, as of acted emotions.
  var isActed = false
  var emotionWeight: Float = 0

  init(outputs: Int) { values = Array(repeating: 0, count: outputs) }

  /// Of a clip as a whole, or of the moment `seconds` into it.
  init(_ target: Target, places: HeadPlaces, atSeconds seconds: Float? = nil) {
    self.init(outputs: places.count)
    if let quadrants = target.quadrants, !places.quadrants.isEmpty {
      for index in 0..<4 { values[places.quadrants.lowerBound + index] = quadrants[index] }
      quadrantWeight = target.weight
    }
    let affect: Affect?
    if let seconds, let track = target.track {
      affect = track.affect(atSeconds: seconds)
    } else {
      affect = target.affect
    }
    if let affect, !places.affect.isEmpty {
      values[places.affect.lowerBound] = affect.valence
      values[places.affect.lowerBound + 1] = affect.arousal
      affectWeight = target.affectWeight * target.weight
      isRated = target.isRated
      isActed = target.isActed
    }
    if let emotions = target.emotions, emotions.count == places.emotions.count, !emotions.isEmpty {
      for (index, share) in emotions.enumerated() { values[places.emotions.lowerBound + index] = share }
      emotionWeight = target.weight * target.emotionWeight
    }
  }

  /// This goal and another in the parts `share` and 1 − `share`, as far as both are known.
  func mixed(with other: Goal, share: Float) -> Goal {
    var mixed = self
    for index in values.indices {
      mixed.values[index] = share * values[index] + (1 - share) * other.values[index]
    }
    mixed.quadrantWeight = min(quadrantWeight, other.quadrantWeight)
    mixed.affectWeight = min(affectWeight, other.affectWeight)
    mixed.isRated = false
    mixed.emotionWeight = min(emotionWeight, other.emotionWeight)
    return mixed
  }
}
