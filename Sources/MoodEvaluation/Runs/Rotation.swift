package import MoodCorpus

/// Which clips take turns in being held out.
package enum Rotation: Sendable, Equatable {
  /// Parts of about the same size, artists apart; `seed` fixes who is in which.
  case folds(Int, seed: UInt64)
  /// One group of a corpus at a time; clips of other corpora are never tested.
  case groups(ofCorpus: String)
  /// One corpus at a time.
  case corpora

  /// - Throws: `CorpusError.tooFewGroups`.
  package func split(_ clips: [Clip]) throws -> Split {
    switch self {
    case .folds(let count, let seed): try Split(clips, folds: count, seed: seed)
    case .groups(let corpus): try Split.leaveOneGroupOut(clips, corpus: corpus)
    case .corpora: try Split.leaveOneCorpusOut(clips)
    }
  }

  /// Whether each class that is tested must have been heard in training.
  var checksClasses: Bool { self != .corpora }

  /// For people.
  /// - Parameter count: how many parts there are.
  func title(count: Int) -> String {
    switch self {
    case .folds: "\(count) folds, artists apart"
    case .groups(let corpus): "\(count) groups of \(corpus), one left out at a time"
    case .corpora: "\(count) corpora, one left out at a time"
    }
  }
}
