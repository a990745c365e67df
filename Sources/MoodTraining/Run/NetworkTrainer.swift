internal import MoodCore
internal import MoodCorpus
internal import MoodInference
internal import MoodRealtime

/// Trains one network: the same plan, seed and machine give the same weights.
///
/// Create allocates; one thread calls `run`, which uses `Trainer.shards` threads.
final class NetworkTrainer {
  let plan: TrainingPlan
  private let seed: UInt64
  let passes: [NetworkPass]
  private let teacherRows: [TeacherLoss.Part]
  private let loss: BatchLoss
  private let mask: ParameterMask
  let weights: ParameterVector
  /// A running mean of `weights`, which is what is scored and kept.
  let averaged: ParameterVector
  let best: ParameterVector
  private let gradients: [ParameterVector.Box]
  var optimiser: AdamW
  var history: TrainingHistory.Network

  init(_ plan: TrainingPlan, seed: UInt64) {
    self.plan = plan
    self.seed = seed
    let configuration = plan.configuration
    let (shape, places) = (plan.shape, plan.places)
    loss = BatchLoss(places: places, weights: configuration.losses)
    let layout = ParameterLayout(shape)
    weights = ParameterVector(layout, seed: seed)
    mask = ParameterMask(layout, shape: shape, places: places, affectInputs: plan.columns.affectInputs)
    mask.apply(to: weights)
    averaged = ParameterVector(layout)
    averaged.copy(from: weights)
    best = ParameterVector(layout)
    best.copy(from: weights)
    gradients = (0..<Trainer.shards).map { _ in ParameterVector.Box(layout) }
    optimiser = AdamW(
      layout, weightDecay: configuration.optimiser.weightDecay,
      statisticsDecay: configuration.optimiser.statisticsDecay)
    let batch = configuration.optimiser.batch
    let steps = configuration.cropSteps + configuration.network.lookaheadSteps
    let passes = [NetworkPass](
      [(batch + 1) / 2, batch / 2].map {
        NetworkPass(shape, steps: steps, sequences: $0, queries: configuration.optimiser.queries)
      })
    self.passes = passes
    teacherRows = passes.map { pass in
      TeacherLoss.Part(
        pass: pass, goals: SampleBufferBox(count: pass.rows * pass.shape.teacherOutputs),
        known: SampleBufferBox(count: pass.rows))
    }
    history = TrainingHistory.Network(seed: seed)
  }

  /// Trains until the last epoch, until validation has not improved for long, or until `progress` returns false; the
  /// best epoch so far is then in `best`.
  /// - Returns: whether it came to its end.
  /// - Throws: what `progress` throws.
  func run(progress: (_ epoch: TrainingHistory.Epoch, _ isBest: Bool) throws -> Bool) throws -> Bool {
    while history.epochs.count < plan.epochs, !hasStalled {
      let epoch = history.epochs.count + 1
      if epoch == plan.taughtEpochs + 1 { beginLabels() }
      let entry = epoch <= plan.taughtEpochs ? followTeacher(epoch: epoch) : learnLabels(epoch: epoch)
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
      guard try progress(entry, isBest) else { return false }
    }
    return true
  }

  /// Whether validation has not improved for as long as it may; asked before an epoch, so that a training which goes
  /// on from its last checkpoint does not go further than one that was never stopped.
  private var hasStalled: Bool {
    let epochs = history.epochs.count
    return epochs > plan.taughtEpochs
      && epochs - history.bestEpoch >= plan.configuration.validation.patience
  }

  // MARK: - Epochs

  private func followTeacher(epoch: Int) -> TrainingHistory.Epoch {
    let (configuration, maker, training) = (plan.configuration, plan.maker, plan.training)
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
    let teacherLoss = TeacherLoss(outputWeights: plan.maker.teacher?.weights ?? [])
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

  private func learnLabels(epoch: Int) -> TrainingHistory.Epoch {
    let (configuration, training) = (plan.configuration, plan.training)
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
    let teacherLoss = TeacherLoss(outputWeights: plan.maker.teacher?.weights ?? [])
    var sum: Float = 0
    var rate: Float = 0
    for batch in 0..<perEpoch {
      let step = (epoch - 1 - plan.taughtEpochs) * perEpoch + batch
      rate = schedule.rate(step: step)
      let parts = perform(dealer.nextBatch(), regularisation: regularisation) { shard, generator in
        passes[shard].forward(weights: weights, dropout: rates, generator: &generator)
      }
      sum += loss.evaluate(parts) / Float(perEpoch)
      if plan.shape.teacherOutputs > 0 {
        sum += teacherLoss.evaluate(teacherRows, scale: configuration.losses.teacher) / Float(perEpoch)
      }
      move(rate: rate) { shard in
        passes[shard].backward(weights: weights, gradient: gradients[shard].vector)
      }
      average(step: step)
    }
    takeRunningStatistics()
    return TrainingHistory.Epoch(
      epoch: epoch, isPretraining: false, rate: rate, trainingLoss: sum,
      validation: plan.scorer.score(averaged))
  }

  /// What the teacher's phase has moved is a beginning: the optimiser forgets how it got there.
  private func beginLabels() {
    averaged.copy(from: weights)
    best.copy(from: weights)
    optimiser = AdamW(
      weights.layout, weightDecay: plan.configuration.optimiser.weightDecay,
      statisticsDecay: plan.configuration.optimiser.statisticsDecay)
  }

  private func schedule(peak: Float, steps: Int) -> LearningRate {
    LearningRate(
      peak: peak, warmUpSteps: Int(plan.configuration.optimiser.warmUp * Float(steps)), totalSteps: steps)
  }

  private func dealer(_ corpora: [(clips: [Int], share: Float)], epoch: Int) -> BatchDealer {
    let configuration = plan.configuration
    let steps = configuration.cropSteps + configuration.network.lookaheadSteps
    return BatchDealer(
      corpora: corpora, hops: plan.training.hops, batch: configuration.optimiser.batch,
      cropHops: steps * configuration.network.stride,
      seed: seed ^ 0xba7c ^ UInt64(epoch) << 20)
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
        parts[shard] = plan.maker.fill(
          passes[shard], Array(batch[range]), partners: Array(partners[range]),
          regularisation: regularisation,
          teacherRows: plan.shape.teacherOutputs > 0 ? teacherRows[shard] : nil)
        var generator = SplitMix64(seed: batch[start].seed, UInt64(shard))
        forward(shard, &generator)
      }
    }
    return parts.compactMap(\.self)
  }

  /// For each sequence another of its corpus in the batch, to be mixed with it.
  private func partners(_ batch: [SequenceDraw]) -> [SequenceDraw?] {
    batch.indices.map { index in
      let corpus = plan.training.set.clips[batch[index].clip].corpus
      let next = (1..<max(2, batch.count)).lazy.map { batch[(index + $0) % batch.count] }
      return next.first { plan.training.set.clips[$0.clip].corpus == corpus }
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
    AdamW.clip(sum.vector, to: plan.configuration.optimiser.gradientNorm)
    optimiser.step(weights, gradient: sum.vector, rate: rate)
  }
}
