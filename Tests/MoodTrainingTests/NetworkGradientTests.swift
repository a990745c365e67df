import Glibc
import MoodCore
import MoodInference
import MoodRealtime
import Testing

@testable import MoodCorpus
@testable import MoodTraining

/// The network and its loss as a whole.
@Suite struct NetworkGradientTests {
  private let places = HeadPlaces(
    ModelMetadata.Heads(quadrant: true, affect: true, emotions: ["calmness", "power", "tension"]),
    hasAttention: true)
  private let shape = NetworkShape(
    inputs: 6,
    architecture: ModelMetadata.Architecture(
      trunkWidth: 8, dilations: [1, 2], convolutionKernel: 3, recurrentWidth: 8, recurrentLayers: 1,
      statistics: ModelMetadata.Statistics(hiddenWidth: 8, memorySteps: 4, isDirect: true, hasSlopes: true),
      hasAttention: true),
    lookaheadSteps: 2, outputs: 10, teacherOutputs: 4)
  private static let weights = TrainingConfiguration.Losses(
    now: 0.5, settled: 1, clip: 0.8, quadrant: 0.7, affect: 0.6, concordance: 0.3, emotions: 0.9,
    teacher: 0.5,
    balanced: false)

  init() throws { try BLAS.load() }

  private static let targets = [
    Target(quadrants: SIMD4(0.7, 0.1, 0.1, 0.1)),
    Target(affect: Affect(valence: 0.5, arousal: -0.4), emotions: [0.2, 0.5, 0]),
    Target(
      quadrants: SIMD4(0, 0, 1, 0), affect: Affect(valence: -0.3, arousal: 0.1), affectWeight: 0.3,
      weight: 0.5),
    Target(affect: Affect(valence: -0.2, arousal: 0.6), emotions: [1, 0, 0.3]),
  ]

  private func part(_ pass: NetworkPass, _ sequences: Range<Int>) -> BatchLoss.Part {
    let goals = sequences.map { Goal(Self.targets[$0], places: places) }
    let queried = goals.flatMap { goal in (0..<pass.queriesPerSequence).map { _ in goal } }
    return BatchLoss.Part(
      pass: pass, clipGoals: goals, nowGoals: queried, settledGoals: queried,
      countedSteps: sequences.map { [4, 5, 6, 4][$0] })
  }

  /// Rows of each sequence the same wherever it stands.
  private func fill(_ pass: NetworkPass, _ sequences: Range<Int>) {
    let inputs = GradientCheck.random(6 * 4 * 6, seed: 21)
    for step in 0..<6 {
      for (place, sequence) in sequences.enumerated() {
        let row = step * sequences.count + place
        let source = inputs.base + (step * 4 + sequence) * 6
        (pass.inputs.base + row * 6).update(from: source, count: 6)
        (pass.plain.base + row * 6).update(from: source, count: 6)
        pass.live.base[row] = sequence == 3 && step > 3 ? 0 : 1
        pass.open.base[row] = (sequence == 3 && step > 3) || (sequence == 1 && step == 2) ? 0 : 1
      }
    }
    for (place, sequence) in sequences.enumerated() {
      pass.queries[2 * place] = 1
      pass.queries[2 * place + 1] = [3, 4, 5, 3][sequence]
    }
  }

  private func teacherPart(_ pass: NetworkPass) -> TeacherLoss.Part {
    let part = TeacherLoss.Part(
      pass: pass, goals: SampleBufferBox(count: pass.rows * 4), known: SampleBufferBox(count: pass.rows))
    let goals = GradientCheck.random(pass.rows * 4, seed: 25)
    part.goals.buffer.base.update(from: goals.base, count: goals.count)
    for row in 0..<pass.rows { part.known.buffer.base[row] = row % 3 == 0 ? 0 : 1 }
    return part
  }

  @Test(arguments: [Float(0), Float(0.3)])
  func everyGradientEqualsDifferences(dropoutRate: Float) {
    let pass = NetworkPass(shape, steps: 6, sequences: 4, queries: 2)
    fill(pass, 0..<4)
    let part = part(pass, 0..<4)
    let teacher = teacherPart(pass)
    let loss = BatchLoss(places: places, weights: Self.weights)
    let teacherLoss = TeacherLoss(outputWeights: [1, 0.5, 2, 1])
    let weights = ParameterVector(ParameterLayout(shape), seed: 29)
    // Zero biases would put silenced units exactly on the kink of the rectifier.
    let biases = GradientCheck.random(weights.layout.count, seed: 24, scale: 0.3)
    for tensor in weights.layout.tensors where tensor.isBias {
      weights.pointer(tensor.name).update(from: biases.base + tensor.offset, count: tensor.count)
    }
    let rates = NetworkPass.DropoutRates(units: dropoutRate, statistics: dropoutRate, hidden: dropoutRate)
    let evaluate = {
      var generator = SplitMix64(seed: 23)
      pass.forward(weights: weights, dropout: rates, generator: &generator)
      return Double(loss.evaluate([part]) + teacherLoss.evaluate([teacher], scale: 0.5))
    }
    _ = evaluate()
    let gradient = ParameterVector(weights.layout)
    pass.backward(weights: weights, gradient: gradient)
    // Batch norm's figures are measured, not learnt.
    let learnt = weights.layout.tensors.filter {
      !["statistics.mean", "statistics.variance", "statistics.utterance"].contains($0.name)
    }
    for tensor in learnt {
      let analytic = Array(UnsafeBufferPointer(start: gradient.pointer(tensor.name), count: tensor.count))
      #expect(analytic.contains { $0 != 0 }, "\(tensor.name) has a gradient")
      GradientCheck.expect(
        weights.pointer(tensor.name), count: tensor.count, gradient: analytic, samples: 6,
        label: tensor.name, loss: evaluate)
    }
  }

  @Test func teacherGradientsEqualDifferences() {
    let pass = NetworkPass(shape, steps: 6, sequences: 4, queries: 2)
    fill(pass, 0..<4)
    let teacher = teacherPart(pass)
    let loss = TeacherLoss(outputWeights: [1, 0.5, 2, 1])
    let weights = ParameterVector(ParameterLayout(shape), seed: 26)
    let evaluate = { () -> Double in
      var generator = SplitMix64(seed: 27)
      pass.forwardTeacher(weights: weights, dropout: nil, generator: &generator)
      return Double(loss.evaluate([teacher], scale: 1))
    }
    _ = evaluate()
    let gradient = ParameterVector(weights.layout)
    pass.backwardTeacher(weights: weights, gradient: gradient)
    for name in ["input.weight", "conv.0.weight", "conv.1.bias", "teacher.weight", "teacher.bias"] {
      let count = weights.layout[name].count
      let analytic = Array(UnsafeBufferPointer(start: gradient.pointer(name), count: count))
      GradientCheck.expect(
        weights.pointer(name), count: count, gradient: analytic, samples: 6, label: name, loss: evaluate)
    }
  }

  /// Sums of losses and weights go over the whole batch, however it is shared out. (Batch norm does look at each part
  /// alone, so the path over statistics is left out.)
  @Test func twoPartsAreOneBatch() {
    var shape = shape
    shape.architecture.statistics = nil
    let weights = ParameterVector(ParameterLayout(shape), seed: 32)
    let loss = BatchLoss(places: places, weights: Self.weights)
    func run(_ groups: [Range<Int>]) -> (Float, [Float]) {
      let gradient = ParameterVector(weights.layout)
      let parts = groups.map { group in
        let pass = NetworkPass(shape, steps: 6, sequences: group.count, queries: 2)
        fill(pass, group)
        var generator = SplitMix64(seed: 0)
        pass.forward(weights: weights, dropout: nil, generator: &generator)
        return part(pass, group)
      }
      let value = loss.evaluate(parts)
      for part in parts { part.pass.backward(weights: weights, gradient: gradient) }
      return (value, gradient.values.array())
    }
    let (whole, wholeGradient) = run([0..<4])
    let (halves, halvesGradient) = run([0..<2, 2..<4])
    #expect(abs(whole - halves) < 1e-5)
    #expect(zip(wholeGradient, halvesGradient).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  /// Exclusive emotions have a softmax, and its gradient.
  @Test func exclusiveEmotionsGradientEqualsDifferences() {
    let places = HeadPlaces(
      ModelMetadata.Heads(
        quadrant: false, affect: false, emotions: ["a", "b", "c"], emotionsAreExclusive: true))
    let loss = HeadLoss(places: places, weights: Self.weights)
    let goal = Goal(Target(emotions: [0, 1, 0]), places: places)
    var totals = HeadLoss.Totals()
    totals.add(goal)
    let logits = SampleBuffer([0.3, -0.4, 1.2])
    var gradient: [Float] = [0, 0, 0]
    _ = loss.evaluate(logits.array(), goal, totals: totals, scale: 1, gradient: &gradient)
    GradientCheck.expect(logits.base, count: 3, gradient: gradient, label: "logit") {
      var unused: [Float] = [0, 0, 0]
      return Double(loss.evaluate(logits.array(), goal, totals: totals, scale: 1, gradient: &unused))
    }
  }

  /// Acted valence and arousal have a logistic loss, least where the estimate stands for the goal's probability.
  @Test(arguments: EmotionNames.speech.indices)
  func actedAffectGradientEqualsDifferences(_ emotion: Int) {
    let places = HeadPlaces(
      ModelMetadata.Heads(quadrant: false, affect: true, emotions: [], emotionsAreExclusive: true))
    let loss = HeadLoss(places: places, weights: Self.weights)
    var target = Target(affect: ActedAffect.probabilities(ofClass: emotion))
    target.isActed = true
    let goal = Goal(target, places: places)
    var totals = HeadLoss.Totals()
    totals.add(goal)
    func evaluate(_ logits: [Float]) -> (loss: Float, gradient: [Float]) {
      var gradient: [Float] = [0, 0]
      let value = loss.evaluate(logits, goal, totals: totals, scale: 1, gradient: &gradient)
      return (value, gradient)
    }
    let logits = SampleBuffer([0.3, -0.4])
    GradientCheck.expect(logits.base, count: 2, gradient: evaluate(logits.array()).gradient, label: "logit") {
      Double(evaluate(logits.array()).loss)
    }
    let least = goal.values.map { Glibc.logf($0 / (1 - $0)) / ActedAffect.steepness }
    #expect(least.allSatisfy { abs($0) < 0.75 })
    #expect(evaluate(least).gradient.allSatisfy { abs($0) < 1e-5 })
  }

  @Test func concordanceGradientEqualsDifferences() {
    let ratings: [Float] = [0.1, -0.4, 0.8, 0.3, 0]
    let estimates = SampleBuffer([0.3, -0.1, 0.2, 0.6, -0.5])
    let (_, gradient) = ConcordanceLoss.evaluate(estimates.array(), ratings)
    GradientCheck.expect(estimates.base, count: 5, gradient: gradient, label: "estimate") {
      Double(ConcordanceLoss.evaluate(estimates.array(), ratings).loss)
    }
  }
}
