internal import MoodCore
package import MoodCorpus
internal import MoodEvaluation

/// What of clips' labels a baseline learns.
package enum ClipLabels: Sendable, Equatable {
  /// One of four.
  case quadrants
  /// Whether enough listeners felt each of nine.
  case emotions

  /// What the clips of a corpus have; nil where that is neither.
  package init?(of clips: [Clip]) {
    if clips.allSatisfy({ $0.quadrant != nil }) {
      self = .quadrants
    } else if clips.allSatisfy({ $0.emotionShares != nil }) {
      self = .emotions
    } else {
      return nil
    }
  }

  /// The questions that clips answer, each with its classes.
  var questions: [Question] {
    switch self {
    case .quadrants: [.quadrant]
    case .emotions: EmotionNames.music.indices.map { .emotion($0) }
    }
  }

  /// Something that every clip is of one class of.
  enum Question: Sendable, Equatable {
    case quadrant
    case emotion(Int)

    /// The classes, for people.
    var classNames: [String] {
      switch self {
      case .quadrant: Quadrant.allCases.map(\.name)
      case .emotion(let index): ["no \(EmotionNames.music[index])", EmotionNames.music[index]]
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
      }
    }

    func examples(_ vectors: [ClipVector]) -> Examples {
      Examples(
        rows: vectors.map(\.values), classes: vectors.map { answer(of: $0.clip) },
        classCount: classNames.count)
    }
  }
}
