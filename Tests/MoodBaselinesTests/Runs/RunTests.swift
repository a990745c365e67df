import MoodCore
import MoodCorpus
import MoodEvaluation
import MoodNetworks
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

  /// Tracks whose rows nearly are the shares of listeners that felt each emotion.
  private func feltClips(_ count: Int, seed: UInt64) -> [ClipVector] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { number in
      let felt = (0..<9).map { _ in generator.uniform() }
      return ClipVector(
        clip: Clip(corpus: "e", name: "\(number)", audio: "", group: "\(number)", emotionShares: felt),
        segment: 0, values: felt.map { Double($0) + Double(generator.normal()) * 0.02 })
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
      for prediction in try run.outcome(trained: rest, tested: held, fold: fold, seed: 1).predictions {
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
    let before = try run.outcome(trained: rest, tested: held, fold: 0, seed: 1).predictions
    // Another test part, of which only the first clip stays.
    for index in held.indices.dropFirst() { held[index].values = held[index].values.map { $0 * 1000 } }
    #expect(try run.outcome(trained: rest, tested: held, fold: 0, seed: 1).predictions[0] == before[0])
    rest.append(held[0])
    #expect(throws: CorpusError.self) {
      try run.outcome(trained: rest, tested: held, fold: 0, seed: 1).predictions
    }
  }

  @Test func aClassWithoutExamplesIsNamed() {
    let whole = vectors(artists: 30, clips: 2, segments: 1, seed: 3)
    let trained = whole.filter { $0.clip.quadrant?.quadrant != .q3 && $0.clip.group != "x/0" }
    #expect(throws: ClassifierError.emptyClass("Q3")) {
      try HonestRun(forest, labels: .quadrants).outcome(
        trained: trained, tested: whole.filter { $0.clip.group == "x/0" }, fold: 0, seed: 1)
    }
  }

  @Test func emotionsAreLearntOneByOneWithThresholdsOfTheirOwn() throws {
    let whole = feltClips(240, seed: 5)
    let split = try Split(whole.map(\.clip), folds: 3, seed: 1)
    let (held, rest) = split.sides(of: whole, held: 0)
    let predictions = try HonestRun(
      Baseline(name: "logistic", kind: .logisticRegression(cost: 10)), labels: .emotions
    ).outcome(trained: rest, tested: held, fold: 0, seed: 1).predictions
    for prediction in predictions { try prediction.check() }
    let pairs = predictions.compactMap { prediction in
      prediction.sharePair.map { (pair: $0, thresholds: prediction.emotionThresholds ?? []) }
    }
    #expect(pairs.count == held.count)
    #expect(try #require(EmotionShares.macroF1(EmotionShares.decisions(pairs))) > 0.85)
  }

  private static func network(_ layers: [String], columns: Int, smote: SMOTE? = nil) throws -> Baseline {
    Baseline(
      name: "network",
      kind: .network(
        NetworkRecipe(
          plan: try NetworkPlan(layers), shape: [columns],
          fitting: NetworkFitting(epochs: 80, batch: 16, rate: 0.01, patience: 80))), smote: smote)
  }

  /// One network for all, against one for each where rarer answers are filled up.
  @Test(arguments: [nil, SMOTE()])
  func aNetworkLearnsEmotions(smote: SMOTE?) throws {
    let whole = feltClips(160, seed: 6)
    let split = try Split(whole.map(\.clip), folds: 3, seed: 1)
    let (held, rest) = split.sides(of: whole, held: 0)
    let outcome = try HonestRun(
      try Self.network(["dense 16", "relu"], columns: 9, smote: smote), labels: .emotions
    )
    .outcome(trained: rest, tested: held, fold: 0, seed: 1)
    for prediction in outcome.predictions { try prediction.check() }
    let pairs = outcome.predictions.compactMap { prediction in
      prediction.sharePair.map { (pair: $0, thresholds: prediction.emotionThresholds ?? []) }
    }
    #expect(try #require(EmotionShares.macroF1(EmotionShares.decisions(pairs))) > 0.8)
    #expect(outcome.parameters == (smote == nil ? 9 * 16 + 16 + 16 * 9 + 9 : 9 * (9 * 16 + 16 + 16 * 2 + 2)))
  }

  @Test func aNetworkEndsWhenItIsAskedTo() throws {
    let whole = vectors(artists: 30, clips: 2, segments: 1, seed: 2)
    let split = try Split(whole.map(\.clip), folds: 3, seed: 1)
    let (held, rest) = split.sides(of: whole, held: 0)
    let run = HonestRun(try Self.network(["dense 4"], columns: 6), labels: .quadrants)
    #expect(throws: ClassifierError.stopped) {
      try run.outcome(trained: rest, tested: held, fold: 0, seed: 1) { false }
    }
  }

  @Test func actedEmotionsAreLearntOfThoseThatThereAre() throws {
    var generator = SplitMix64(seed: 8)
    let whole = (0..<90).map { number in
      let emotion = [0, 3, 5][number % 3]
      return ClipVector(
        clip: Clip(corpus: "s", name: "\(number)", audio: "", group: "\(number % 10)", emotionClass: emotion),
        segment: 0, values: [Double(emotion) + Double(generator.normal()) * 0.2])
    }
    let labels = try #require(ClipLabels(of: whole.map(\.clip)))
    #expect(labels == .speech([0, 3, 5]))
    let split = try Split(whole.map(\.clip), folds: 5, seed: 1)
    let (held, rest) = split.sides(of: whole, held: 0)
    let predictions = try HonestRun(
      Baseline(name: "logistic", kind: .logisticRegression(cost: 10)), labels: labels
    ).outcome(trained: rest, tested: held, fold: 0, seed: 1).predictions
    for prediction in predictions {
      try prediction.check()
      let said = try #require(prediction.emotions)
      #expect(said.indices.max { said[$0] < said[$1] } == prediction.emotionClass)
    }
  }

  @Test func anEnsembleSaysTheMean() throws {
    let whole = vectors(artists: 30, clips: 2, segments: 1, seed: 2)
    let split = try Split(whole.map(\.clip), folds: 3, seed: 1)
    let (held, rest) = split.sides(of: whole, held: 0)
    let members = try [forest, Baseline(name: "l", kind: .logisticRegression(cost: 1))].map { baseline in
      let outcome = try HonestRun(baseline, labels: .quadrants).outcome(
        trained: rest, tested: held, fold: 0, seed: 1)
      return [
        EvaluationRun(fold: 0, seed: 1, predictions: outcome.predictions.shuffled(), trainingSeconds: 2)
      ]
    }
    let run = try #require(Ensemble.runs(of: members).first)
    #expect(run.trainingSeconds == 4 && run.predictions.count == held.count)
    for prediction in run.predictions {
      try prediction.check()
      let said = members.compactMap { $0[0].predictions.first { $0.clip == prediction.clip }?.quadrants }
      #expect(prediction.quadrants == zip(said[0], said[1]).map { ($0 + $1) / 2 })
    }
  }
}
