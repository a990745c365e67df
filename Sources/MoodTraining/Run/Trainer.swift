internal import MoodCore
internal import MoodCorpus
internal import MoodInference
internal import MoodRealtime

/// Trains a network on clips: the same configuration, clips and machine give the same weights.
///
/// Where a teacher has heard the clips, the trunk first learns what the teacher said of each moment; then the whole
/// learns the labels. Some groups are set aside to choose the epoch whose weights are kept and to calibrate; what the
/// teacher said of them is not used. Create allocates; one thread calls `run`, which uses `shards` threads.
package final class Trainer {
  /// Parts of a batch that are computed side by side, and whose gradients are added in their order. Fixed, since
  /// another number would round sums differently.
  static let shards = 2

  let configuration: TrainingConfiguration
  let columns: ColumnChoice
  let schema: FeatureSchema
  let seenGroups: [String]
  let gate: ModelMetadata.Gate?
  let shape: NetworkShape
  let places: HeadPlaces
  let maker: BatchMaker
  let training: TrainingData
  let validation: TrainingData
  let scorer: ClipScorer
  let passes: [NetworkPass]
  private let teacherRows: [TeacherLoss.Part]
  private let loss: BatchLoss
  private let mask: ParameterMask
  let weights: ParameterVector
  /// A running mean of `weights`, which is what is scored and kept.
  let averaged: ParameterVector
  let best: ParameterVector
  private let gradients: [GradientBox]
  var optimiser: AdamW
  var history: TrainingHistory

  /// An array cannot hold noncopyable values themselves.
  private final class GradientBox {
    let vector: ParameterVector
    init(_ layout: ParameterLayout) { vector = ParameterVector(layout) }
  }

  /// - Parameters:
  ///   - set: clips to train on, with the columns that `columns` names, in that order.
  ///   - columns: the configuration's choice, resolved.
  /// - Throws: `BLAS.LoadError`; `CorpusError.tooFewGroups`, or `.emptyClass` where only clips that choose the epoch are
  ///   of a class; `TrainingConfigurationError.missingCorpus` or `.noLabels`.
  package init(_ configuration: TrainingConfiguration, set: TrainingSet, columns: ColumnChoice) throws {
    precondition(set.schema.names == columns.names, "the rows of a training set are those chosen")
    try BLAS.load()
    let found = Set(set.clips.map(\.corpus))
    if let absent = configuration.corpora.first(where: { !found.contains($0.folder) }) {
      throw TrainingConfigurationError.missingCorpus(folder: absent.folder)
    }
    self.configuration = configuration
    self.columns = columns
    schema = set.schema
    seenGroups = Set(set.clips.map(\.group)).sorted()
    let split = try Split(set.clips, folds: configuration.validation.parts, seed: configuration.seed)
    let held = Set(zip(set.clips, split.folds).filter { $1 == 0 }.map(\.0.artist))
    training = TrainingData(set.filter { !held.contains($0.artist) }, configuration: configuration)
    validation = TrainingData(set.filter { held.contains($0.artist) }, configuration: configuration)
    try Split.checkDisjoint(training.set.clips, validation.set.clips)
    try split.checkClasses(training.set.clips)
    let heads = training.heads
    guard heads.quadrant || heads.affect || !heads.emotions.isEmpty else {
      throw TrainingConfigurationError.noLabels
    }
    places = HeadPlaces(heads)
    gate = configuration.network.gate(schema)

    let pooling = StepPooling(
      pooled: columns.pooled.count, latest: columns.latest.count, stride: configuration.network.stride)
    let isTaught = configuration.teacher.epochs > 0 || configuration.losses.teacher > 0
    let teacher = isTaught ? TeacherGoals(training.set, configuration: configuration.teacher) : nil
    shape = NetworkShape(
      inputs: pooling.inputs, architecture: configuration.network.architecture,
      lookaheadSteps: configuration.network.lookaheadSteps, outputs: places.count,
      teacherOutputs: teacher.map { $0.weights.count } ?? 0)
    let filler = SequenceFiller(
      pooling: pooling, normaliser: Normaliser(training.set.tables, pooling: pooling),
      levelShift: LevelShift(pooled: columns.pooled, latest: columns.latest),
      gate: gate.flatMap { gate in
        columns.names.firstIndex(of: gate.column.name).map {
          SequenceFiller.Gate(rule: gate, place: $0)
        }
      })
    maker = BatchMaker(
      data: training, filler: filler, places: places, teacher: teacher, configuration: configuration)
    scorer = ClipScorer(validation, places: places, filler: filler, shape: shape)
    loss = BatchLoss(places: places, weights: configuration.losses)

    let layout = ParameterLayout(shape)
    weights = ParameterVector(layout, seed: configuration.seed)
    mask = ParameterMask(layout, shape: shape, places: places, affectInputs: columns.affectInputs)
    mask.apply(to: weights)
    averaged = ParameterVector(layout)
    averaged.copy(from: weights)
    best = ParameterVector(layout)
    best.copy(from: weights)
    gradients = (0..<Self.shards).map { _ in GradientBox(layout) }
    optimiser = AdamW(
      layout, weightDecay: configuration.optimiser.weightDecay,
      statisticsDecay: configuration.optimiser.statisticsDecay)
    let batch = configuration.optimiser.batch
    let steps = configuration.cropSteps + configuration.network.lookaheadSteps
    let passes = [NetworkPass](
      [(batch + 1) / 2, batch / 2].map { [shape] in
        NetworkPass(shape, steps: steps, sequences: $0, queries: configuration.optimiser.queries)
      })
    self.passes = passes
    teacherRows = passes.map { pass in
      TeacherLoss.Part(
        pass: pass, goals: SampleBufferBox(count: pass.rows * pass.shape.teacherOutputs),
        known: SampleBufferBox(count: pass.rows))
    }
    history = TrainingHistory(
      seed: configuration.seed, trainingClips: training.set.clips.count,
      validationClips: validation.set.clips.count)
  }

  /// Trains until the last epoch, until validation has not improved for long, or until `progress` returns false; the
  /// best epoch so far is what results.
  /// - Throws: `NothingLearnt`, what makes a model file fail, or what `progress` throws.
  package func run(progress: (TrainingProgress) throws -> Bool) throws -> TrainingResult {
    let taught = shape.teacherOutputs > 0 ? configuration.teacher.epochs : 0
    let last = taught + configuration.optimiser.epochs
    while history.epochs.count < last, !hasStalled(after: taught) {
      let epoch = history.epochs.count + 1
      if epoch == taught + 1 { beginLabels() }
      let entry = epoch <= taught ? followTeacher(epoch: epoch) : learnLabels(epoch: epoch, after: taught)
      let isBest =
        entry.validation.map { score in
          score.loss.isFinite
            && history.epochs.allSatisfy { ($0.validation?.loss ?? .infinity) > score.loss }
        } ?? false
      history.epochs.append(entry)
      if isBest {
        history.bestEpoch = epoch
        best.copy(from: averaged)
      }
      let goesOn = try progress(
        TrainingProgress(epoch: entry, epochs: last, isBest: isBest, checkpoint: makeCheckpoint))
      if !goesOn { break }
    }
    guard history.bestEpoch > 0 else { throw NothingLearnt(epochs: history.epochs.count) }
    return TrainingResult(model: try makeModel(), history: history)
  }

  /// Whether validation has not improved for as long as it may; asked before an epoch, so that a training which goes
  /// on from its last checkpoint does not go further than one that was never stopped.
  private func hasStalled(after taught: Int) -> Bool {
    let epochs = history.epochs.count
    return epochs > taught && epochs - history.bestEpoch >= configuration.validation.patience
  }

  // MARK: - Epochs

  private func followTeacher(epoch: Int) -> TrainingHistory.Epoch {
    let teacher = configuration.teacher
    let known = training.set.clips.indices.filter { maker.teacher?.knows(training.set.clips[$0]) ?? false }
    let perEpoch = max(1, known.count / configuration.optimiser.batch)
    var dealer = dealer([(known, 1)], epoch: epoch)
    let schedule = schedule(
      peak: teacher.rate, steps: perEpoch * teacher.epochs)
    let rates = NetworkPass.DropoutRates(units: teacher.dropout, statistics: 0, hidden: 0)
    var regularisation = configuration.regularisation
    regularisation.noise = teacher.noise
    regularisation.mixup = 0
    let teacherLoss = TeacherLoss(outputWeights: maker.teacher?.weights ?? [])
    var sum: Float = 0
    var rate: Float = 0
    for batch in 0..<perEpoch {
      let step = (epoch - 1) * perEpoch + batch
      rate = schedule.rate(step: step)
      let draws = dealer.nextBatch()
      perform(draws, regularisation: regularisation) { shard, generator in
        passes[shard].forwardTeacher(weights: weights, dropout: rates, generator: &generator)
      }
      sum += teacherLoss.evaluate(teacherRows, scale: 1) / Float(perEpoch)
      move(rate: rate) { shard in
        passes[shard].backwardTeacher(weights: weights, gradient: gradients[shard].vector)
      }
    }
    return TrainingHistory.Epoch(
      epoch: epoch, isPretraining: true, rate: rate, trainingLoss: sum, validation: nil)
  }

  private func learnLabels(epoch: Int, after taught: Int) -> TrainingHistory.Epoch {
    let perEpoch = max(1, training.set.clips.count / configuration.optimiser.batch)
    let corpora = configuration.corpora.map { corpus in
      (training.set.clips.indices.filter { training.set.clips[$0].corpus == corpus.folder }, corpus.share)
    }
    var dealer = dealer(corpora, epoch: epoch)
    let schedule = schedule(
      peak: configuration.optimiser.rate, steps: perEpoch * configuration.optimiser.epochs)
    let regularisation = configuration.regularisation
    let rates = NetworkPass.DropoutRates(
      units: regularisation.dropout, statistics: regularisation.statisticsDropout,
      hidden: regularisation.hiddenDropout)
    let teacherLoss = TeacherLoss(outputWeights: maker.teacher?.weights ?? [])
    var sum: Float = 0
    var rate: Float = 0
    for batch in 0..<perEpoch {
      let step = (epoch - 1 - taught) * perEpoch + batch
      rate = schedule.rate(step: step)
      let parts = perform(dealer.nextBatch(), regularisation: regularisation) { shard, generator in
        passes[shard].forward(weights: weights, dropout: rates, generator: &generator)
      }
      sum += loss.evaluate(parts) / Float(perEpoch)
      if shape.teacherOutputs > 0 {
        sum += teacherLoss.evaluate(teacherRows, scale: configuration.losses.teacher) / Float(perEpoch)
      }
      move(rate: rate) { shard in
        passes[shard].backward(weights: weights, gradient: gradients[shard].vector)
      }
      average(step: step)
    }
    takeRunningStatistics()
    return TrainingHistory.Epoch(
      epoch: epoch, isPretraining: false, rate: rate, trainingLoss: sum, validation: scorer.score(averaged))
  }

  /// What the teacher's phase has moved is a beginning: the optimiser forgets how it got there.
  private func beginLabels() {
    averaged.copy(from: weights)
    best.copy(from: weights)
    optimiser = AdamW(
      weights.layout, weightDecay: configuration.optimiser.weightDecay,
      statisticsDecay: configuration.optimiser.statisticsDecay)
  }

  private func schedule(peak: Float, steps: Int) -> LearningRate {
    LearningRate(
      peak: peak, warmUpSteps: Int(configuration.optimiser.warmUp * Float(steps)), totalSteps: steps)
  }

  private func dealer(_ corpora: [(clips: [Int], share: Float)], epoch: Int) -> BatchDealer {
    let steps = configuration.cropSteps + configuration.network.lookaheadSteps
    return BatchDealer(
      corpora: corpora, hops: training.hops, batch: configuration.optimiser.batch,
      cropHops: steps * configuration.network.stride,
      seed: configuration.seed ^ 0xba7c ^ UInt64(epoch) << 20)
  }

  // MARK: - Steps

  /// Fills the passes with a batch and computes them side by side.
  @discardableResult
  private func perform(
    _ batch: [SequenceDraw], regularisation: TrainingConfiguration.Regularisation,
    forward: (_ shard: Int, _ generator: inout SplitMix64) -> Void
  ) -> [BatchLoss.Part] {
    let partners = regularisation.mixup > 0 ? partners(batch) : batch.map { _ in nil }
    var parts = [BatchLoss.Part?](repeating: nil, count: passes.count)
    parts.withUnsafeMutableBufferPointer { parts in
      nonisolated(unsafe) let parts = parts
      Parallel.perform(passes.count) { shard in
        let start = passes[..<shard].reduce(0) { $0 + $1.sequences }
        let range = start..<start + passes[shard].sequences
        parts[shard] = maker.fill(
          passes[shard], Array(batch[range]), partners: Array(partners[range]),
          regularisation: regularisation, teacherRows: shape.teacherOutputs > 0 ? teacherRows[shard] : nil)
        var generator = SplitMix64(seed: batch[start].seed, UInt64(shard))
        forward(shard, &generator)
      }
    }
    return parts.compactMap(\.self)
  }

  /// For each sequence another of its corpus in the batch, to be mixed with it.
  private func partners(_ batch: [SequenceDraw]) -> [SequenceDraw?] {
    batch.indices.map { index in
      let corpus = training.set.clips[batch[index].clip].corpus
      let next = (1..<max(2, batch.count)).lazy.map { batch[(index + $0) % batch.count] }
      return next.first { training.set.clips[$0.clip].corpus == corpus }
    }
  }

  /// Computes the gradients side by side and moves the weights.
  private func move(rate: Float, backward: (_ shard: Int) -> Void) {
    Parallel.perform(passes.count) { shard in
      gradients[shard].vector.clear()
      backward(shard)
    }
    let sum = gradients[0]
    for other in gradients.dropFirst() {
      Elementwise.add(
        other.vector.values.base, to: sum.vector.values.base, count: sum.vector.layout.count)
    }
    mask.apply(to: sum.vector)
    AdamW.clip(sum.vector, to: configuration.optimiser.gradientNorm)
    optimiser.step(weights, gradient: sum.vector, rate: rate)
  }
}
