import MoodCore

/// Clips dealt into folds so that no artist is in two of them and each label is equally frequent in all.
package struct Split: Sendable, Equatable {
  /// The fold of each clip, in the order in which the clips were given; −1: never held.
  package let folds: [Int]
  package let foldCount: Int
  /// The artist of each clip.
  private let artists: [String]
  /// All classes that the clips are examples of.
  private let classes: Set<String>

  /// Deals the groups of `clips`, largest first, each to the fold that it fits best; `seed` orders equals.
  ///
  /// The same clips and seed give the same folds everywhere. O(groups · folds · strata).
  /// - Throws: `CorpusError.tooFewGroups`.
  package init(_ clips: [Clip], folds foldCount: Int, seed: UInt64) throws {
    precondition(foldCount > 1, "a split has at least two folds")
    let members = Dictionary(grouping: clips.indices) { clips[$0].artist }
    guard members.count >= foldCount else {
      throw CorpusError.tooFewGroups(found: members.count, folds: foldCount)
    }
    var generator = SplitMix64(seed: seed)
    var groups = members.keys.sorted()
    groups.shuffle(using: &generator)
    // The index makes the sort stable, so that equals keep the shuffled order.
    let dealt = groups.enumerated().sorted { a, b in
      let sizes = (members[a.element]!.count, members[b.element]!.count)
      return sizes.0 == sizes.1 ? a.offset < b.offset : sizes.0 > sizes.1
    }
    let strata = Dictionary(
      uniqueKeysWithValues: Set(clips.map(\.stratum)).sorted().enumerated().map { ($1, $0) })
    var loads = Loads(strata: clips.map { strata[$0.stratum]! }, folds: foldCount)
    var folds = [Int](repeating: 0, count: clips.count)
    for (_, group) in dealt {
      let fold = loads.deal(members[group]!.map { strata[clips[$0].stratum]! })
      for index in members[group]! { folds[index] = fold }
    }
    self.init(clips, folds: folds, count: foldCount)
  }

  /// Takes the fold of each clip.
  init(_ clips: [Clip], folds: [Int], count: Int) {
    self.folds = folds
    foldCount = count
    artists = clips.map(\.artist)
    classes = Set(clips.flatMap(\.classes))
  }

  /// The clips of one fold, and all others but those of an artist who is held.
  package func sides<T>(of clips: [T], held fold: Int) -> (held: [T], rest: [T]) {
    precondition(clips.count == folds.count, "a split fits the clips that it was made of")
    var held: [T] = []
    var rest: [T] = []
    let heldArtists = Set(zip(artists, folds).filter { $1 == fold }.map(\.0))
    for (clip, (own, artist)) in zip(clips, zip(folds, artists)) {
      if own == fold {
        held.append(clip)
      } else if !heldArtists.contains(artist) {
        rest.append(clip)
      }
    }
    return (held, rest)
  }

  /// - Throws: `CorpusError.groupOnBothSides` where an artist of one side is on the other too.
  package static func checkDisjoint(_ one: [Clip], _ other: [Clip]) throws {
    let artists = Set(one.map(\.artist))
    if let clip = other.first(where: { artists.contains($0.artist) }) {
      throw CorpusError.groupOnBothSides(group: clip.group)
    }
  }

  /// - Throws: `CorpusError.emptyClass` where a quadrant or an emotion of speech that clips of the split have is not
  ///   among those of `training`.
  package func checkClasses(_ training: [Clip]) throws {
    if let empty = classes.subtracting(training.flatMap(\.classes)).min() {
      throw CorpusError.emptyClass(name: empty)
    }
  }

  /// How many clips of each stratum each fold has.
  private struct Loads {
    /// Clips of each stratum in all.
    private var totals: [Double]
    private var counts: [[Double]]

    init(strata: [Int], folds: Int) {
      totals = Array(repeating: 0, count: (strata.max() ?? -1) + 1)
      for stratum in strata { totals[stratum] += 1 }
      counts = Array(repeating: Array(repeating: 0, count: totals.count), count: folds)
    }

    /// Puts a group where the sum over strata of squared shares grows least; of equals, into the first.
    mutating func deal(_ group: [Int]) -> Int {
      var best = 0
      var least = Double.infinity
      for fold in counts.indices {
        var after = counts[fold]
        for stratum in group { after[stratum] += 1 }
        var growth = 0.0
        for stratum in Set(group).sorted() {
          let before = counts[fold][stratum]
          growth += (after[stratum] * after[stratum] - before * before) / (totals[stratum] * totals[stratum])
        }
        if growth < least - 1e-12 {
          least = growth
          best = fold
        }
      }
      for stratum in group { counts[best][stratum] += 1 }
      return best
    }
  }
}
