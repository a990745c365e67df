internal import Glibc
internal import MoodCore
internal import MoodCorpus
internal import MoodInference

/// Solves for the linear maps beside a network, and for the gate between them.
struct ExpertFitter {
  /// By the names that they have in a model file, without the network's prefix.
  private(set) var tensors: [String: Tensor] = [:]
  private(set) var history: [TrainingHistory.Expert] = []

  private let samples: ExpertSamples
  private let plan: TrainingPlan
  private let penalties: [Double]
  /// Of each clip: its artist's number, the family of its corpus, and how often a batch draws it.
  private let artists: [Int]
  private let families: [Int]
  private let shares: [Float]

  /// Shares of listeners are taken for no surer than this, so that their logits are finite.
  private static let surestShare: Float = 0.98
  /// Predicted probabilities times this are logits whose temperature lies where `Calibrator` looks for it.
  private static let steepness: Float = 4

  /// - Parameters:
  ///   - means: of the statistics of inputs and trunk, as they stand in a network that has been trained.
  ///   - variances: of the same.
  init(_ plan: TrainingPlan, means: UnsafePointer<Float>, variances: UnsafePointer<Float>) {
    self.plan = plan
    samples = ExpertSamples(plan, means: means, variances: variances)
    penalties = plan.configuration.experts.penalties
    let clips = plan.training.set.clips
    let names = Set(clips.map(\.artist)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    artists = clips.map { numbers[$0.artist]! }
    let listed = plan.configuration.families
    families = clips.map { clip in listed.firstIndex { $0.contains(clip.corpus) } ?? 0 }
    let counts = Dictionary(clips.map { ($0.corpus, Float(1)) }, uniquingKeysWith: +)
    let drawn = Dictionary(plan.configuration.corpora.map { ($0.folder, $0.share) }) { one, _ in one }
    shares = clips.map { (drawn[$0.corpus] ?? 0) / (counts[$0.corpus] ?? 1) }
    for (head, rows) in plan.places.named {
      for family in listed.indices { fit(head, rows, family) }
    }
    if listed.count > 1 { fitGate(families: listed.count) }
  }

  /// Fits one family's map to a head: to that family's ratings, else to its guesses, else to all families'; where nobody
  /// knows anything it says nothing.
  private mutating func fit(_ head: String, _ rows: Range<Int>, _ family: Int) {
    let columns = columns(of: rows)
    let labelled = samples.samples.indices.filter { weight(of: samples.samples[$0], head) > 0 }
    let rated = labelled.filter { head != "affect" || isRated(samples.samples[$0].goal) }
    let isOwn = { (place: Int) in families[samples.samples[place].clip] == family }
    let choices = [rated.filter(isOwn), labelled.filter(isOwn), rated, labelled]
    let chosen = choices.first { !$0.isEmpty } ?? []
    var examples = RidgeRegression.Examples(columns: columns.count, outputs: rows.count)
    for place in chosen {
      let sample = samples.samples[place]
      let statistics = samples.statistics(of: place)
      examples.add(
        columns.map { statistics[statistics.startIndex + $0] }, target: linear(sample.goal, head, rows),
        weight: weight(of: sample, head), group: artists[sample.clip])
    }
    let isSoftmax = head == "quadrant" || (head == "emotions" && plan.places.heads.emotionsAreExclusive)
    solve(examples, head, "experts.\(family).\(head)", of: chosen, columns: columns, isSoftmax: isSoftmax)
  }

  private mutating func fitGate(families count: Int) {
    var examples = RidgeRegression.Examples(columns: samples.width, outputs: count)
    var totals = [Float](repeating: 0, count: count)
    for sample in samples.samples { totals[families[sample.clip]] += sample.weight * shares[sample.clip] }
    let chosen = samples.samples.indices.filter { shares[samples.samples[$0].clip] > 0 }
    for place in chosen {
      let sample = samples.samples[place]
      let family = families[sample.clip]
      examples.add(
        samples.statistics(of: place), target: (0..<count).map { $0 == family ? 1 : 0 },
        weight: sample.weight * shares[sample.clip] / totals[family], group: artists[sample.clip])
    }
    solve(
      examples, "gate", "experts.gate", of: chosen, columns: Array(0..<samples.width), isSoftmax: true)
  }

  private mutating func solve(
    _ examples: RidgeRegression.Examples, _ head: String, _ name: String, of chosen: [Int], columns: [Int],
    isSoftmax: Bool
  ) {
    guard examples.count > 0 else {
      return keep(
        [Float](repeating: 0, count: examples.outputs * (columns.count + 1)), name, columns: columns,
        factor: 1)
    }
    let regression = RidgeRegression(examples, penalties: penalties)
    keep(
      regression.coefficients, name, columns: columns,
      factor: isSoftmax ? Self.sharpness(regression, examples) : 1)
    let clips = plan.training.set.clips
    history.append(
      TrainingHistory.Expert(
        head: head, corpora: Set(chosen.map { clips[samples.samples[$0].clip].corpus }).sorted(),
        examples: examples.count, penalty: regression.penalty))
  }

  /// Statistics that a head may hear.
  private func columns(of rows: Range<Int>) -> [Int] {
    guard rows == plan.places.affect, let heard = plan.columns.affectInputs else {
      return Array(0..<samples.width)
    }
    return (0..<samples.width).filter { heard.contains($0 % plan.shape.inputs) }
  }

  /// What a sample counts in a head, clips counting as often as batches draw them.
  private func weight(of sample: ExpertSamples.Sample, _ head: String) -> Float {
    let weight =
      switch head {
      case "quadrant": sample.goal.quadrantWeight
      case "affect": sample.goal.affectWeight
      default: sample.goal.emotionWeight
      }
    return weight * sample.weight * shares[sample.clip]
  }

  private func isRated(_ goal: Goal) -> Bool { goal.isRated || goal.isActed }

  /// What the head's linear outputs are to be; of a softmax, the probabilities.
  private func linear(_ goal: Goal, _ head: String, _ rows: Range<Int>) -> [Float] {
    let values = goal.values[rows]
    func logit(_ probability: Float) -> Float {
      let held = min(max(probability, 1 - Self.surestShare), Self.surestShare)
      return log(held / (1 - held))
    }
    switch head {
    case "affect" where goal.isActed: return values.map { logit($0) / ActedAffect.steepness }
    case "emotions" where !plan.places.heads.emotionsAreExclusive: return values.map(logit)
    default: return Array(values)
    }
  }

  /// What predicted probabilities are to be multiplied by, to be logits under which the largest targets of examples left
  /// out are most probable. Where none was left out, nothing is known of it.
  private static func sharpness(
    _ regression: RidgeRegression, _ examples: RidgeRegression.Examples
  ) -> Float {
    guard regression.hasHeldOut else { return steepness }
    let said = regression.heldOut.enumerated().map { example, values in
      let target = examples.targets[example * examples.outputs..<(example + 1) * examples.outputs]
      let truth = target.indices.max { target[$0] < target[$1] } ?? target.startIndex
      return (logits: values.map { $0 * Self.steepness }, truth: truth - target.startIndex)
    }
    return Self.steepness / Calibrator.temperature(said, weights: examples.weights)
  }

  private mutating func keep(
    _ coefficients: [Float], _ name: String, columns: [Int], factor: Float
  ) {
    let row = columns.count + 1
    let outputs = coefficients.count / row
    var weights = [Float](repeating: 0, count: outputs * samples.width)
    var biases: [Float] = []
    for output in 0..<outputs {
      for (place, column) in columns.enumerated() {
        weights[output * samples.width + column] = factor * coefficients[output * row + place]
      }
      biases.append(factor * coefficients[output * row + columns.count])
    }
    tensors["\(name).weight"] = Tensor(shape: [outputs, samples.width], values: weights)
    tensors["\(name).bias"] = Tensor(shape: [outputs], values: biases)
  }
}
