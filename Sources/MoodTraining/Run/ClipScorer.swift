internal import MoodCore
internal import MoodCorpus

/// Runs a network over whole clips without dropout, and compares its settled means with the labels.
struct ClipScorer {
  /// What 1 − CCC counts beside cross-entropy: a few dozen rated clips make it the noisier of the two.
  private static let affectWeight: Float = 0.1

  private let set: TrainingSet
  private let targets: [Target]
  private let filler: SequenceFiller
  private let passes: [NetworkPass]

  init(_ set: TrainingSet, targets: [Target], filler: SequenceFiller, shape: NetworkShape) {
    self.set = set
    self.targets = targets
    self.filler = filler
    let longest = set.tables.map { $0.hops / filler.pooling.stride }.max() ?? 0
    let threads = min(Trainer.shards, max(1, set.clips.count))
    passes = (0..<threads).map { _ in NetworkPass(shape, steps: max(1, longest), sequences: 16) }
  }

  func score(_ weights: borrowing ParameterVector) -> ValidationScore {
    let (logits, affects) = estimates(weights)
    return score(logits: logits, affects: affects)
  }

  /// The mean settled logits, and valence and arousal, of each clip.
  func estimates(
    _ weights: borrowing ParameterVector
  ) -> (logits: [SIMD4<Float>], affects: [SIMD2<Float>]) {
    var logits = [SIMD4<Float>](repeating: .zero, count: set.clips.count)
    var affects = [SIMD2<Float>](repeating: .zero, count: set.clips.count)
    let perPass = passes[0].sequences
    let perRound = perPass * passes.count
    for start in stride(from: 0, to: set.clips.count, by: perRound) {
      Parallel.perform(passes.count) { index in
        run(passes[index], from: start + index * perPass, weights)
      }
      for (index, pass) in passes.enumerated() {
        let first = start + index * perPass
        let places = 0..<max(0, min(perPass, set.clips.count - first))
        let counted = places.map { self.liveSteps(of: first + $0) }
        let part = BatchLoss.Part(pass: pass, targets: [], countedSteps: counted)
        let view = StageView(part, pass.settled)
        for place in places {
          logits[first + place] = view.meanLogits(place)
          affects[first + place] = view.meanAffect(place)
        }
      }
    }
    return (logits, affects)
  }

  private func run(_ pass: NetworkPass, from first: Int, _ weights: borrowing ParameterVector) {
    guard first < set.clips.count else { return }
    var generator = SplitMix64(seed: 0)
    for place in 0..<pass.sequences {
      // Places beyond the last clip repeat it; nobody reads them.
      let clip = min(first + place, set.clips.count - 1)
      filler.fill(
        pass, place: place, table: set.tables[clip], firstHop: 0, augmentation: nil, generator: &generator)
    }
    pass.forward(weights: weights, dropoutRate: 0, generator: &generator)
  }

  private func liveSteps(of clip: Int) -> Int { set.tables[clip].hops / filler.pooling.stride }

  private func score(logits: [SIMD4<Float>], affects: [SIMD2<Float>]) -> ValidationScore {
    var score = ValidationScore(
      loss: 0, quadrantLoss: 0, quadrantAccuracy: 0, valenceLoss: 0, arousalLoss: 0)
    let labelled = targets.indices.filter { targets[$0].quadrants != nil }
    for clip in labelled {
      let target = targets[clip].quadrants!
      let share = 1 / Float(labelled.count)
      score.quadrantLoss += share * BatchLoss.crossEntropy(logits[clip], target).loss
      let isRight = Quadrant(largestOf: logits[clip]) == Quadrant(largestOf: target)
      score.quadrantAccuracy += isRight ? share : 0
    }
    let rated = targets.indices.filter { targets[$0].affect != nil && targets[$0].affectWeight == 1 }
    if rated.count > 1 {
      let ratings = rated.map { targets[$0].affect! }
      score.valenceLoss = ConcordanceLoss.evaluate(rated.map { affects[$0].x }, ratings.map(\.valence)).loss
      score.arousalLoss = ConcordanceLoss.evaluate(rated.map { affects[$0].y }, ratings.map(\.arousal)).loss
    }
    score.loss = score.quadrantLoss + Self.affectWeight * (score.valenceLoss + score.arousalLoss)
    return score
  }
}
