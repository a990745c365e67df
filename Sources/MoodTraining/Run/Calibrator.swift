internal import Glibc
internal import MoodCore
internal import MoodCorpus
internal import MoodInference

/// Finds out how sure a model may be: what it says, heard as live, of clips that trained nothing.
struct Calibrator {
  let data: TrainingData

  /// - Parameter data: a class that trains nothing says nothing of how sure the head may be.
  init(_ data: TrainingData) { self.data = data }

  /// - Parameter file: a model whose temperatures are 1.
  func calibration(of file: ModelFile) -> ModelMetadata.Calibration {
    let heads = file.metadata.heads
    let heard = zip(data.set.clips.indices, verdicts(of: file)).compactMap { clip, verdict in
      verdict.map { (clip: clip, verdict: $0) }
    }
    // Logarithms of probabilities are logits, but for what a softmax does not notice; one of 0 has none.
    func logit(_ probability: Float) -> Float { log(max(probability, .leastNormalMagnitude)) }
    let quadrants = heard.compactMap { clip, verdict in
      data.set.clips[clip].quadrant.map {
        ((0..<4).map { logit(verdict.quadrants[$0]) }, $0.quadrant.rawValue - 1)
      }
    }
    let taught = heard.filter { data.targets[$0.clip].emotions != nil }
    let emotions = taught.compactMap { clip, verdict in
      data.set.clips[clip].emotionClass.map { truth in
        (heads.emotions.indices.map { logit(verdict.emotions[$0]) }, truth)
      }
    }
    let shares = taught.compactMap { clip, verdict in
      data.set.clips[clip].emotionShares.map { shares in
        (estimates: heads.emotions.indices.map { verdict.emotions[$0] }, shares: shares)
      }
    }
    let distances = heard.map(\.verdict.distance).sorted()
    let (usual, unusual) = (Self.quantile(distances, 0.5), Self.quantile(distances, 0.95))
    // Too few clips to tell the usual from the unusual tell nothing.
    let isTold = unusual > usual
    return ModelMetadata.Calibration(
      quadrantTemperature: heads.quadrant ? Self.temperature(quadrants) : 1,
      emotionTemperature: heads.emotionsAreExclusive && !heads.emotions.isEmpty
        ? Self.temperature(emotions) : 1,
      usualDistance: isTold ? usual : 0, unusualDistance: isTold ? unusual : 0,
      emotionThresholds: heads.emotionsAreExclusive
        ? []
        : heads.emotions.indices.map { index in
          Self.threshold(shares.map { ($0.estimates[index], $0.shares[index] >= Self.feltShare) })
        })
  }

  /// What the model says of each clip as a whole, with the distance of its last moment, since it is moments that
  /// confidence holds against the usual; nil of one without a hop.
  private func verdicts(of file: ModelFile) -> [HeadOutputs?] {
    let model = EmotionModel(file)
    let tables = data.set.tables
    var verdicts = [HeadOutputs?](repeating: nil, count: tables.count)
    verdicts.withUnsafeMutableBufferPointer { verdicts in
      nonisolated(unsafe) let verdicts = verdicts
      Parallel.perform(Trainer.shards) { shard in
        var stream = StreamingModel(model: model)
        for clip in stride(from: shard, to: tables.count, by: Trainer.shards) {
          stream.reset()
          for hop in 0..<tables[clip].hops { stream.advance(row: tables[clip].row(hop)) }
          while stream.settleNext() {}
          verdicts[clip] = stream.summary()
          verdicts[clip]?.distance = stream.settled.distance
        }
      }
    }
    return verdicts
  }

  /// Share of listeners from which on an emotion counts as felt.
  private static let feltShare: Float = 1 / 3

  /// The estimate from which on an emotion is to be taken for felt, so that F1 is largest: of equally good ones the
  /// nearest to `feltShare`, which it also is where nobody felt it.
  static func threshold(_ examples: [(estimate: Float, isFelt: Bool)]) -> Float {
    let felt = examples.count(where: \.isFelt)
    guard felt > 0 else { return feltShare }
    func f1(_ threshold: Float) -> Float {
      let guessed = examples.filter { $0.estimate >= threshold }
      return 2 * Float(guessed.count(where: \.isFelt)) / Float(guessed.count + felt)
    }
    let sorted = examples.map(\.estimate).sorted()
    let between = zip(sorted, sorted.dropFirst()).map { ($0 + $1) / 2 }
    return ([feltShare] + sorted.prefix(1) + between).reduce(feltShare) { best, candidate in
      let (old, new) = (f1(best), f1(candidate))
      if new != old { return new > old ? candidate : best }
      return abs(candidate - feltShare) < abs(best - feltShare) ? candidate : best
    }
  }

  /// The divisor of logits that makes the true classes most probable (Guo et al. 2017), by golden-section search over
  /// its logarithm; 1 without examples.
  /// - Parameter weights: of the examples; nil where they count alike.
  static func temperature(_ examples: [(logits: [Float], truth: Int)], weights: [Float]? = nil) -> Float {
    guard !examples.isEmpty else { return 1 }
    func loss(_ logarithm: Double) -> Double {
      let temperature = exp(logarithm)
      return examples.indices.reduce(0) { sum, place in
        let example = examples[place]
        let scaled = example.logits.map { Double($0) / temperature }
        let largest = scaled.max() ?? 0
        let total = scaled.reduce(0) { $0 + exp($1 - largest) }
        return sum + Double(weights?[place] ?? 1) * (log(total) + largest - scaled[example.truth])
      }
    }
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (log(0.25), log(8.0))
    var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
    var (leftLoss, rightLoss) = (loss(left), loss(right))
    while high - low > 1e-4 {
      if leftLoss < rightLoss {
        (high, right, rightLoss) = (right, left, leftLoss)
        left = high - ratio * (high - low)
        leftLoss = loss(left)
      } else {
        (low, left, leftLoss) = (left, right, rightLoss)
        right = low + ratio * (high - low)
        rightLoss = loss(right)
      }
    }
    return Float(exp((low + high) / 2))
  }

  /// Linear between the two nearest of sorted values; 0 of none.
  static func quantile(_ sorted: [Float], _ part: Double) -> Float {
    guard let last = sorted.indices.last else { return 0 }
    let place = part * Double(last)
    let below = Int(place)
    let above = min(below + 1, last)
    return sorted[below] + Float(place - Double(below)) * (sorted[above] - sorted[below])
  }
}
