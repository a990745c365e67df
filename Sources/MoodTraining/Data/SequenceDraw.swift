internal import MoodCore
internal import MoodCorpus

/// One sequence of a batch: a clip and where it is cut.
struct SequenceDraw: Equatable, Sendable {
  /// Index among the training clips.
  var clip: Int
  /// First row of the first step, counted from 0: it also decides the phase.
  var firstHop: Int
  /// Which speed it is heard at: 0 its own, then the configuration's.
  var rendition = 0
  /// Fixes what is random about the sequence.
  var seed: UInt64
}

/// Deals clips into batches, each corpus by its share and each clip of a corpus once before any comes again. A dealer is
/// made for one epoch, so that a training which goes on from a checkpoint deals as one that was never stopped.
struct BatchDealer {
  private struct Deck {
    let clips: [Int]
    let perBatch: Int
    var waiting: [Int] = []
  }

  private var decks: [Deck]
  /// Rows of each clip at each speed.
  private let hops: [[Int]]
  private let cropHops: Int
  private var generator: SplitMix64

  /// - Parameters:
  ///   - corpora: for each corpus its clips' indices and its part of a batch.
  ///   - hops: rows of each clip at each speed it can be heard at, its own first.
  ///   - cropHops: rows that a sequence wants.
  init(
    corpora: [(clips: [Int], share: Float)], hops: [[Int]], batch: Int, cropHops: Int, seed: UInt64
  ) {
    var left = batch
    decks = []
    for (index, corpus) in corpora.enumerated() where !corpus.clips.isEmpty {
      let count = Self.count(
        share: corpus.share, batch: batch, left: left, isLast: index == corpora.count - 1)
      left -= count
      decks.append(Deck(clips: corpus.clips, perBatch: count))
    }
    if left > 0, let last = decks.indices.last {
      decks[last] = Deck(clips: decks[last].clips, perBatch: decks[last].perBatch + left)
    }
    self.hops = hops
    self.cropHops = cropHops
    generator = SplitMix64(seed: seed)
  }

  /// Sequences of a batch that a corpus gets where `left` are not dealt yet; the last corpus gets these.
  static func count(share: Float, batch: Int, left: Int, isLast: Bool) -> Int {
    isLast ? left : min(left, Int((share * Float(batch)).rounded()))
  }

  mutating func nextBatch() -> [SequenceDraw] {
    var batch: [SequenceDraw] = []
    for deck in decks.indices {
      for _ in 0..<decks[deck].perBatch {
        if decks[deck].waiting.isEmpty { decks[deck].waiting = decks[deck].clips.shuffled(using: &generator) }
        let clip = decks[deck].waiting.removeLast()
        let rendition = generator.index(below: hops[clip].count)
        let slack = max(1, hops[clip][rendition] - cropHops + 1)
        batch.append(
          SequenceDraw(
            clip: clip, firstHop: generator.index(below: slack), rendition: rendition, seed: generator.next())
        )
      }
    }
    return batch.shuffled(using: &generator)
  }
}
