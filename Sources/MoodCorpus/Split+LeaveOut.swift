extension Split {
  /// One fold for each artist of `corpus`, in the order of their names; the clips of other corpora are in none.
  /// - Throws: `CorpusError.tooFewGroups` where the corpus has fewer than two.
  package static func leaveOneGroupOut(_ clips: [Clip], corpus: String) throws -> Split {
    try Split(clips, leavingOut: clips.map { $0.corpus == corpus ? $0.artist : nil })
  }

  /// One fold for each corpus, in the order of their names.
  /// - Throws: `CorpusError.tooFewGroups` where there are fewer than two.
  package static func leaveOneCorpusOut(_ clips: [Clip]) throws -> Split {
    try Split(clips, leavingOut: clips.map(\.corpus))
  }

  /// One fold for each name; clips without one are in none.
  private init(_ clips: [Clip], leavingOut names: [String?]) throws {
    let numbers = Dictionary(
      uniqueKeysWithValues: Set(names.compactMap(\.self)).sorted().enumerated().map { ($1, $0) })
    guard numbers.count > 1 else { throw CorpusError.tooFewGroups(found: numbers.count, folds: 2) }
    self.init(clips, folds: names.map { $0.flatMap { numbers[$0] } ?? -1 }, count: numbers.count)
  }
}
