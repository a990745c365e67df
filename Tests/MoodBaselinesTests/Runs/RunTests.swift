import MoodCore
import MoodCorpus
import MoodEvaluation
import Testing

@testable import MoodBaselines

@Suite struct RunTests {
  private let forest = Baseline(name: "forest", kind: .randomForest(trees: 60), smote: SMOTE())

  /// Tracks whose labels are drawn and whose rows know the artist but nothing of the label.
  private func vectors(artists: Int, clips: Int, segments: Int, seed: UInt64) -> [ClipVector] {
    var generator = SplitMix64(seed: seed)
    return (0..<artists).flatMap { artist in
      let place = (0..<6).map { _ in Double(generator.normal()) * 3 }
      return (0..<clips).flatMap { number -> [ClipVector] in
        let quadrant = Quadrant.allCases[generator.index(below: 4)]
        let own = place.map { $0 + Double(generator.normal()) }
        let clip = Clip(
          corpus: "x", name: "\(artist)-\(number)", audio: "", group: "\(artist)",
          quadrant: Clip.QuadrantLabel(quadrant: quadrant, share: 1))
        return (0..<segments).map { segment in
          ClipVector(
            clip: clip, segment: segment, values: own.map { $0 + Double(generator.normal()) * 0.05 })
        }
      }
    }
  }

  /// Nothing can be learnt here, so an honest test says chance, and a leaky one what it has heard before.
  @Test func leakyFoldsTellWhatHonestOnesCannot() throws {
    let whole = vectors(artists: 40, clips: 3, segments: 1, seed: 1)
    let split = try Split(whole.map(\.clip), folds: 4, seed: 1)
    let run = HonestRun(forest, labels: .quadrants)
    var right = 0
    for fold in 0..<4 {
      let (held, rest) = split.sides(of: whole, held: fold)
      for prediction in try run.predictions(trained: rest, tested: held, fold: fold, seed: 1) {
        let probabilities = try #require(prediction.quadrants)
        let guess = probabilities.indices.reduce(0) { probabilities[$1] > probabilities[$0] ? $1 : $0 }
        if guess + 1 == prediction.quadrant { right += 1 }
      }
    }
    #expect(Double(right) / Double(whole.count) < 0.45)

    let parts = vectors(artists: 40, clips: 3, segments: 4, seed: 1)
    let outcome = try #require(
      LeakyRun(forest, labels: .quadrants).outcomes(parts, folds: 4, seed: 1).first)
    let matrix = outcome.folds.dropFirst().reduce(into: outcome.folds[0]) { $0 += $1 }
    #expect(matrix.accuracy > 0.8)
    #expect(Double(outcome.leaked) / Double(outcome.tested) > 0.95)
  }

  @Test func whatIsFittedKnowsNothingOfTheTest() throws {
    let whole = vectors(artists: 30, clips: 2, segments: 1, seed: 2)
    let split = try Split(whole.map(\.clip), folds: 3, seed: 1)
    var (held, rest) = split.sides(of: whole, held: 0)
    let run = HonestRun(
      Baseline(name: "logistic", kind: .logisticRegression(cost: 1), smote: SMOTE()), labels: .quadrants)
    let before = try run.predictions(trained: rest, tested: held, fold: 0, seed: 1)
    // Another test part, of which only the first clip stays.
    for index in held.indices.dropFirst() { held[index].values = held[index].values.map { $0 * 1000 } }
    #expect(try run.predictions(trained: rest, tested: held, fold: 0, seed: 1)[0] == before[0])
    rest.append(held[0])
    #expect(throws: CorpusError.self) { try run.predictions(trained: rest, tested: held, fold: 0, seed: 1) }
  }

  @Test func aClassWithoutExamplesIsNamed() {
    let whole = vectors(artists: 30, clips: 2, segments: 1, seed: 3)
    let trained = whole.filter { $0.clip.quadrant?.quadrant != .q3 && $0.clip.group != "x/0" }
    #expect(throws: ClassifierError.emptyClass("Q3")) {
      try HonestRun(forest, labels: .quadrants).predictions(
        trained: trained, tested: whole.filter { $0.clip.group == "x/0" }, fold: 0, seed: 1)
    }
  }

  @Test func emotionsAreLearntOneByOneWithThresholdsOfTheirOwn() throws {
    var generator = SplitMix64(seed: 5)
    let whole = (0..<240).map { number in
      let felt = (0..<9).map { _ in generator.uniform() }
      return ClipVector(
        clip: Clip(corpus: "e", name: "\(number)", audio: "", group: "\(number)", emotionShares: felt),
        segment: 0, values: felt.map { Double($0) + Double(generator.normal()) * 0.02 })
    }
    let split = try Split(whole.map(\.clip), folds: 3, seed: 1)
    let (held, rest) = split.sides(of: whole, held: 0)
    let predictions = try HonestRun(
      Baseline(name: "logistic", kind: .logisticRegression(cost: 10)), labels: .emotions
    ).predictions(trained: rest, tested: held, fold: 0, seed: 1)
    for prediction in predictions { try prediction.check() }
    let pairs = predictions.compactMap { prediction in
      prediction.sharePair.map { (pair: $0, thresholds: prediction.emotionThresholds ?? []) }
    }
    #expect(pairs.count == held.count)
    #expect(try #require(EmotionShares.macroF1(EmotionShares.decisions(pairs))) > 0.85)
  }
}
