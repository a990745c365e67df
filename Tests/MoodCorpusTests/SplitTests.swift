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

  @Test func eachGroupOfOneCorpusIsHeldOnce() throws {
    let clips = clips(seed: 6)
    let split = try Split.leaveOneGroupOut(clips, corpus: "b")
    #expect(split.foldCount == Set(clips.filter { $0.corpus == "b" }.map(\.artist)).count)
    for (clip, fold) in zip(clips, split.folds) { #expect((fold == -1) == (clip.corpus == "a")) }
    for fold in 0..<split.foldCount {
      let (held, rest) = split.sides(of: clips, held: fold)
      #expect(Set(held.map(\.artist)).count == 1 && held.allSatisfy { $0.corpus == "b" })
      // What is dropped is the other corpus's clips of the artist who is held, and nothing else.
      #expect(rest == clips.filter { $0.artist != held[0].artist })
      try Split.checkDisjoint(held, rest)
    }
    #expect(throws: CorpusError.tooFewGroups(found: 0, folds: 2)) {
      try Split.leaveOneGroupOut(clips, corpus: "c")
    }
  }

  @Test func eachCorpusIsHeldOnceAndItsArtistsAreInNoOther() throws {
    let clips = clips(seed: 7)
    let split = try Split.leaveOneCorpusOut(clips)
    #expect(split.foldCount == 2)
    for fold in 0..<2 {
      let (held, rest) = split.sides(of: clips, held: fold)
      #expect(held == clips.filter { $0.corpus == ["a", "b"][fold] })
      let artists = Set(held.map(\.artist))
      #expect(rest == clips.filter { $0.corpus != held[0].corpus && !artists.contains($0.artist) })
    }
    #expect(throws: CorpusError.tooFewGroups(found: 1, folds: 2)) {
      try Split.leaveOneCorpusOut(clips.filter { $0.corpus == "a" })
    }
  }

  @Test func aClassThatNobodyCouldLearnIsRefused() throws {
    let clips = (0..<6).map { index in
      Clip(
        corpus: "a", name: "\(index)", audio: "", group: "\(index / 2)", emotionClass: index == 5 ? 1 : 0)
    }
    let split = try Split.leaveOneGroupOut(clips, corpus: "a")
    try split.checkClasses(split.sides(of: clips, held: 0).rest)
    #expect(throws: CorpusError.emptyClass(name: "calm")) {
      try split.checkClasses(split.sides(of: clips, held: 2).rest)
    }
  }
}
