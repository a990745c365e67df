internal import MoodCore
internal import MoodCorpus
internal import MoodRealtime

/// Runs a network in use over whole clips.
struct ClipScorer {
  /// What 1 − CCC counts beside cross-entropy: a few dozen rated clips make it the noisier of the two.
  private static let affectWeight: Float = 0.1
  /// What is heard of a long clip.
  private static let longestSeconds = 62.0
  private static let sequences = 16
  /// Parts of a clip at whose ends its statistics are looked at.
  private static let quarters = 4

  private let data: TrainingData
  private let places: HeadPlaces
  private let filler: SequenceFiller
  private let passes: [NetworkPass]

  init(_ data: TrainingData, places: HeadPlaces, filler: SequenceFiller, shape: NetworkShape) {
    self.data = data
    self.places = places
    self.filler = filler
    let longest = data.set.tables.map { $0.hops / filler.pooling.stride }.max() ?? 0
    let limit = Int(Self.longestSeconds / AnalysisGrid.seconds(hops: Int64(filler.pooling.stride)))
    let threads = min(Trainer.shards, max(1, data.set.clips.count))
    passes = (0..<threads).map { _ in
      NetworkPass(
        shape, steps: max(1, min(longest, limit)), sequences: Self.sequences, queries: Self.quarters)
    }
  }

  func score(_ weights: borrowing ParameterVector) -> ValidationScore {
    var logits: [[Float]] = []
    forEach(weights) { pass, place, clip in
      logits.append(BatchLoss.clipLogits(pass, place, steps(of: clip, pass)))
    }
    return score(logits)
  }

  /// Measures the statistics of the clips, a quarter after another, as the network in use has them, and makes the
  /// figures of batch norm of them; then the mean of what it makes of those at their ends.
  func measureStatistics(_ weights: borrowing ParameterVector) {
    guard weights.layout.hasStatistics, let columns = passes.first?.shape.statistics else { return }
    var moments = ColumnMoments(columns: columns)
    var ends = ColumnMoments(columns: columns)
    forEach(weights) { pass, place, _ in
      guard let raw = pass.statistics?.raw.base else { return }
      for query in place * Self.quarters..<(place + 1) * Self.quarters { moments.add(raw + query * columns) }
      ends.add(raw + ((place + 1) * Self.quarters - 1) * columns)
    }
    weights.pointer("statistics.mean").update(from: moments.means, count: columns)
    weights.pointer("statistics.variance").update(from: moments.variances, count: columns)
    let usual = zip(ends.means, zip(moments.means, moments.variances)).map { end, moment in
      (end - moment.0) / (moment.1 + 1e-5).squareRoot()
    }
    weights.pointer("statistics.utterance").update(from: usual, count: columns)
  }

  /// Hands over each clip when its pass has been computed, in their order.
  private func forEach(
    _ weights: borrowing ParameterVector, _ body: (_ pass: NetworkPass, _ place: Int, _ clip: Int) -> Void
  ) {
    let clips = data.set.clips.count
    let perRound = Self.sequences * passes.count
    for start in stride(from: 0, to: clips, by: perRound) {
      Parallel.perform(passes.count) { index in
        run(passes[index], from: start + index * Self.sequences, weights)
      }
      for (index, pass) in passes.enumerated() {
        let first = start + index * Self.sequences
        for place in 0..<max(0, min(Self.sequences, clips - first)) { body(pass, place, first + place) }
      }
    }
  }

  private func run(_ pass: NetworkPass, from first: Int, _ weights: borrowing ParameterVector) {
    guard first < data.set.clips.count else { return }
    var generator = SplitMix64(seed: 0)
    for place in 0..<pass.sequences {
      // Places beyond the last clip repeat it; nobody reads them.
      let clip = min(first + place, data.set.clips.count - 1)
      filler.fill(
        pass, place: place, SequenceFiller.Stretch(table: data.set.tables[clip], firstHop: 0),
        generator: &generator)
      let steps = steps(of: clip, pass)
      for quarter in 0..<Self.quarters {
        pass.queries[place * Self.quarters + quarter] =
          max(1, steps * (quarter + 1) / Self.quarters) - 1
      }
    }
    pass.forward(weights: weights, dropout: nil, generator: &generator)
  }

  private func steps(of clip: Int, _ pass: NetworkPass) -> Int {
    max(1, min(data.set.tables[clip].hops / filler.pooling.stride, pass.steps))
  }

  private func score(_ logits: [[Float]]) -> ValidationScore {
    var score = ValidationScore(
      loss: 0, quadrantLoss: 0, quadrantAccuracy: 0, valenceLoss: 0, arousalLoss: 0, emotionLoss: 0,
      actedLoss: 0)
    var weights = TrainingConfiguration().losses
    (weights.quadrant, weights.affect, weights.emotions) = (1, 1, 1)
    let heads = HeadLoss(places: places, weights: weights)
    let goals = data.targets.map { Goal($0, places: places) }
    var totals = HeadLoss.Totals()
    totals.quadrant = goals.reduce(0) { $0 + $1.quadrantWeight }
    totals.affect = goals.reduce(0) { $0 + ($1.isActed ? $1.affectWeight : 0) }
    totals.emotion = goals.reduce(0) { $0 + $1.emotionWeight }
    for (clip, goal) in goals.enumerated() {
      func loss(of weight: WritableKeyPath<Goal, Float>) -> Float {
        var alone = goal
        (alone.quadrantWeight, alone.affectWeight, alone.emotionWeight) = (0, 0, 0)
        alone[keyPath: weight] = goal[keyPath: weight]
        var unused = [Float](repeating: 0, count: places.count)
        return heads.evaluate(logits[clip], alone, totals: totals, scale: 1, gradient: &unused)
      }
      score.quadrantLoss += loss(of: \.quadrantWeight)
      score.emotionLoss += loss(of: \.emotionWeight)
      if goal.isActed { score.actedLoss += loss(of: \.affectWeight) }
      guard let target = data.targets[clip].quadrants, !places.quadrants.isEmpty else { continue }
      let found = SIMD4(places.quadrants.map { logits[clip][$0] })
      let isRight = Quadrant(largestOf: found) == Quadrant(largestOf: target)
      score.quadrantAccuracy += isRight ? goal.quadrantWeight / totals.quadrant : 0
    }
    let rated = data.targets.indices.filter {
      data.targets[$0].affect != nil && data.targets[$0].isRated
    }
    if rated.count > 1, let valence = places.affect.first {
      let ratings = rated.map { data.targets[$0].affect! }
      score.valenceLoss =
        ConcordanceLoss.evaluate(
          rated.map { logits[$0][valence] }, ratings.map(\.valence)
        ).loss
      score.arousalLoss =
        ConcordanceLoss.evaluate(
          rated.map { logits[$0][valence + 1] }, ratings.map(\.arousal)
        ).loss
    }
    score.loss =
      score.quadrantLoss + score.emotionLoss + score.actedLoss
      + Self.affectWeight * (score.valenceLoss + score.arousalLoss)
    return score
  }
}

extension ParameterLayout {
  var hasStatistics: Bool { tensors.contains { $0.name == "statistics.mean" } }
}
