internal import MoodCore
package import MoodCorpus
internal import MoodEvaluation

/// What of clips' labels a baseline learns.
package enum ClipLabels: Sendable, Equatable {
  /// One of four.
  case quadrants
  /// Whether enough listeners felt each of nine.
  case emotions
  /// The acted one of those of `EmotionNames.speech` that there are.
  case speech([Int])

  /// What the clips of a corpus have; nil where that is neither.
  package init?(of clips: [Clip]) {
    if clips.allSatisfy({ $0.quadrant != nil }) {
      self = .quadrants
    } else if clips.allSatisfy({ $0.emotionShares != nil }) {
      self = .emotions
    } else if clips.allSatisfy({ $0.emotionClass != nil }) {
      self = .speech(Set(clips.compactMap(\.emotionClass)).sorted())
    } else {
      return nil
    }
  }

  var isSpeech: Bool { if case .speech = self { true } else { false } }

  /// By which files know it.
  var word: String {
    switch self {
    case .quadrants: "quadrants"
    case .emotions: "emotions"
    case .speech: "speech"
    }
  }

  /// The questions that clips answer, each with its classes.
  var questions: [Question] {
    switch self {
    case .quadrants: [.quadrant]
    case .emotions: EmotionNames.music.indices.map { .emotion($0) }
    case .speech(let classes): [.speech(classes)]
    }
  }

  /// Something that every clip is of one class of.
  enum Question: Sendable, Equatable {
    case quadrant
    case emotion(Int)
    case speech([Int])

    /// The classes, for people.
    var classNames: [String] {
      switch self {
      case .quadrant: Quadrant.allCases.map(\.name)
      case .emotion(let index): ["no \(EmotionNames.music[index])", EmotionNames.music[index]]
      case .speech(let classes): classes.map { EmotionNames.speech[$0] }
      }
    }

    func answer(of clip: Clip) -> Int {
      switch self {
      case .quadrant:
        guard let label = clip.quadrant else { preconditionFailure("the clips have quadrants") }
        return label.quadrant.rawValue - 1
      case .emotion(let index):
        guard let shares = clip.emotionShares else { preconditionFailure("the clips have emotions") }
        return Double(shares[index]) >= EmotionShares.feltShare ? 1 : 0
      case .speech(let classes):
        guard let place = clip.emotionClass.flatMap({ classes.firstIndex(of: $0) }) else {
          preconditionFailure("the clips have acted emotions")
        }
        return place
      }
    }

    /// Writes what is said of the classes into `prediction`.
    func tell(_ probabilities: [Double], _ prediction: inout Prediction) {
      prediction.confidence = probabilities.max() ?? 0
      switch self {
      case .quadrant: prediction.quadrants = probabilities
      case .emotion: break
      case .speech(let classes):
        var all = [Double](repeating: 0, count: EmotionNames.speech.count)
        for (index, probability) in zip(classes, probabilities) { all[index] = probability }
        prediction.emotions = all
      }
    }

    func examples(_ vectors: [ClipVector]) -> Examples {
      Examples(
        rows: vectors.map(\.values), classes: vectors.map { answer(of: $0.clip) },
        classCount: classNames.count)
    }
  }
}
