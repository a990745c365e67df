import MoodCore
import Testing

@testable import MoodCorpus

@Suite struct SplitTests {
  /// Clips of two corpora, some artists in both, groups of one to four clips.
  private func clips(seed: UInt64, count: Int = 200) -> [Clip] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { index in
      let corpus = index % 4 == 0 ? "b" : "a"
      let artist = generator.index(below: count / 2)
      let group = corpus == "a" ? "a:Artist \(artist)!" : "b:artist\(artist)"
      let quadrant = Quadrant.allCases[generator.index(below: 4)]
      return Clip(
        corpus: corpus, name: "\(index)", audio: "", group: group,
        quadrant: corpus == "a" ? Clip.QuadrantLabel(quadrant: quadrant, share: 1) : nil)
    }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func noArtistIsInTwoFolds(seed: UInt64) throws {
    let clips = clips(seed: seed)
    let split = try Split(clips, folds: 5, seed: seed)
    for fold in 0..<5 {
      let (held, rest) = split.sides(of: clips, held: fold)
      #expect(Set(held.map(\.artist)).isDisjoint(with: rest.map(\.artist)))
      #expect(held.count + rest.count == clips.count)
      try Split.checkDisjoint(held, rest)
    }
  }

  @Test func labelsAreEquallyFrequent() throws {
    let clips = clips(seed: 4)
    let split = try Split(clips, folds: 5, seed: 1)
    for stratum in Set(clips.map(\.stratum)) {
      let counts = (0..<5).map { fold in
        zip(clips, split.folds).count { $0.stratum == stratum && $1 == fold }
      }
      #expect(counts.max()! - counts.min()! <= 4, "\(stratum): \(counts)")
    }
  }

  @Test func seedDecidesAndOrderDoesNot() throws {
    let clips = clips(seed: 5)
    let split = try Split(clips, folds: 4, seed: 9)
    #expect(try split == Split(clips, folds: 4, seed: 9))
    #expect(try split != Split(clips, folds: 4, seed: 10))
    let reversed = try Split(clips.reversed(), folds: 4, seed: 9)
    #expect(reversed.folds.reversed() == split.folds)
  }

  @Test func bothSidesAreRefused() {
    let one = Clip(corpus: "a", name: "1", audio: "", group: "a:The Band")
    let two = Clip(corpus: "b", name: "2", audio: "", group: "b:theband")
    #expect(throws: CorpusError.groupOnBothSides(group: "b:theband")) {
      try Split.checkDisjoint([one], [two])
    }
    #expect(throws: CorpusError.tooFewGroups(found: 1, folds: 2)) {
      try Split([one, two], folds: 2, seed: 1)
    }
  }
}
